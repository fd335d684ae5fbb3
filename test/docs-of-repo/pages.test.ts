import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { trustFolder } from '../../src/projen/project-folder.ts';
import { runConfig } from '../../src/projen/run-config.ts';
import { stores } from '../../src/stores/index.ts';
import { blocksOf, pages, proseOf, repository, type Page } from './pages.ts';

const blocks = pages().flatMap((page) =>
  blocksOf(page)
    .filter(({ language }) => language === 'ts')
    .map((block) => ({ ...block, path: page.path })),
);
const textOf = (path: string): string => readFileSync(join(repository, path), 'utf8');
const configs = blocks.filter(({ kind }) => kind === '');

test('the README names every kind of data store', () => {
  const named = /^- \*\*Data stores\*\*: (.*)$/m.exec(textOf('README.md'))?.[1]?.toLowerCase();
  const titles = Object.values(stores).map(({ title }) => title);
  expect(titles.filter((title) => named?.includes(title.toLowerCase()) !== true)).toEqual([]);
});

test('the documents show configs, in README and how-tos', () => {
  expect(configs.length).toBeGreaterThanOrEqual(7);
  expect(configs.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['README.md', 'docs/config.md', 'docs/how-to/add-a-store.md']),
  );
});

test.each(configs)('a config in $path is valid and describes a service', async ({ code }) => {
  const { files } = await runConfig(trustFolder(repository), code);
  expect(files.length).toBeGreaterThan(30);
});

test('a config with a typo is refused', async () => {
  await expect(
    runConfig(trustFolder(repository), configs[0]?.code.replace('components', 'component') ?? ''),
  ).rejects.toThrow(/did you mean "components"/);
});

test.each(blocks.filter(({ kind }) => kind !== ''))(
  'a $kind in $path is TypeScript',
  async ({ code, kind }) => {
    expect(['sketch', 'fragment', 'declaration']).toContain(kind);
    await expect(transform(code, { loader: 'ts' })).resolves.toBeDefined();
  },
);

const scripts = new Set(
  Object.keys(
    (JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { scripts: object })
      .scripts,
  ),
);
const commandNames = new Set(commands.map(({ name }) => name));

describe.each(pages())('$path', (page: Page) => {
  test('links lead somewhere', () => {
    const links = [...proseOf(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target));
    expect(
      links.filter((target) => !existsSync(join(repository, dirname(page.path), target))),
    ).toEqual([]);
  });

  test('npm scripts exist', () => {
    const named = [...page.text.matchAll(/npm (?:run ([a-z:-]+)|(test)\b)/g)].map(
      ([, script, testScript]) => script ?? testScript ?? '',
    );
    expect(named.filter((script) => !scripts.has(script))).toEqual([]);
  });

  test('commands exist', () => {
    const named = [
      ...page.text.matchAll(
        /gitops-service(?:`, )?(?: --no-install)? ([a-z][a-z-]+)(?: ([a-z-]+))?/g,
      ),
    ].map(([, first = '', second = '']) =>
      commandNames.has(first) ? first : `${first} ${second}`.trim(),
    );
    expect(
      named.filter((command) => !commandNames.has(command) && command.split(' ')[0] !== 'orders'),
    ).toEqual([]);
  });

  test('paths of our sources and documents exist', () => {
    if (page.path.startsWith('examples/')) return;
    const named = [
      ...proseOf(page).matchAll(/`((?:src|test|scripts|templates|bench|examples)\/[^`<>*\s]*)`/g),
    ].map(([, path = '']) => path);
    const generated = new Set([
      'scripts/convert-secret.sh',
      'scripts/github-setup.sh',
      'scripts/release.sh',
    ]);
    expect(
      named.filter((path) => !generated.has(path) && !existsSync(join(repository, path))),
    ).toEqual([]);
  });
});

test('README shows the product on its first screen', () => {
  const lines = readFileSync(join(repository, 'README.md'), 'utf8').split('\n');
  expect(lines.length).toBeLessThanOrEqual(150);
  expect(lines.findIndex((line) => line.startsWith('```'))).toBeLessThan(15);
  expect(lines.slice(0, 15).join('\n')).toContain('npm ci && npm run demo');
  expect(lines.slice(0, 15).join('\n')).toContain('npm ci && npm test');
});
