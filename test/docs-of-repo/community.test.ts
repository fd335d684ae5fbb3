import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { codeOwners, home } from '../../projenrc/home.ts';
import { pages, repository } from './pages.ts';

const textOf = (path: string): string => readFileSync(join(repository, path), 'utf8');
const forms = readdirSync(join(repository, '.github/ISSUE_TEMPLATE')).filter(
  (name) => name !== 'config.yml',
);

test.each([
  'LICENSE',
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  '.github/pull_request_template.md',
])('%s is there', (path) => {
  expect(existsSync(join(repository, path))).toBe(true);
});

test.each(forms)('issue form %s asks questions with a label each', (name) => {
  const form = parse(textOf(`.github/ISSUE_TEMPLATE/${name}`)) as {
    name: string;
    description: string;
    body: { type: string; id?: string; attributes: { label?: string; value?: string } }[];
  };
  expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
  const questions = form.body.filter(({ type }) => type !== 'markdown');
  expect(questions.filter(({ id, attributes }) => !id || !attributes.label)).toEqual([]);
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
});

test('package.json and CODEOWNERS follow from where the project lives', () => {
  expect(JSON.parse(textOf('package.json'))).toMatchObject({
    repository: { type: 'git', url: `git+${home}.git` },
    bugs: { url: `${home}/issues` },
    homepage: `${home}#readme`,
  });
  expect(textOf('.github/CODEOWNERS')).toContain(`* ${codeOwners}\n`);
});

test('no page sends a reader to an address of this project', () => {
  const address = /github\.com\/(OWNER|[\w-]+\/create-gitops-service)/;
  const others = ['SECURITY.md', 'CODE_OF_CONDUCT.md'].map((path) => ({
    path,
    text: textOf(path),
  }));
  const wrong = [...pages(), ...others].filter(({ text }) => address.test(text));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('no source sends a user to an address of this project', () => {
  const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' });
  const wrong = sources.filter(
    (path) =>
      path.endsWith('.ts') &&
      /github\.com\/(OWNER|[\w-]+\/create-gitops-service)/.test(textOf(`src/${path}`)),
  );
  expect(wrong).toEqual([]);
});

test('each guarantee of the security policy names tests that exist', () => {
  const named = [...textOf('SECURITY.md').matchAll(/`(test\/[^`]+)`/g)].map(
    ([, path = '']) => path,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
});
