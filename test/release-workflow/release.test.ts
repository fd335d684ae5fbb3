import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fs from 'fs-extra';
import { expect, test } from 'vitest';
import { home } from '../../projenrc/home.ts';
import { notesOf } from '../../scripts/release/notes.ts';
import { shippedSbom, type Sbom } from '../../scripts/release/sbom.ts';
import { nextStep, refusalOf, type State } from '../../scripts/release/state.ts';
import { emptyFolder } from '../package/program.ts';

const repository = join(import.meta.dirname, '../..');
const aState = (more: Partial<State>): State => ({
  repository: 'git+https://github.com/acme/create-gitops-service.git',
  runsIn: 'acme/create-gitops-service',
  version: '1.2.0',
  changesets: [],
  tags: ['v1.1.0'],
  ...more,
});

test.each([
  ['changesets become a version first', { changesets: ['new-store.md'] }, 'version'],
  ['a version without a tag is published', {}, 'publish'],
  ['a version with a tag is out', { tags: ['v1.1.0', 'v1.2.0'] }, 'nothing'],
])('%s', (_, more, next) => {
  expect(nextStep(aState(more))).toBe(next);
});

test.each([
  ['at home nothing is refused', {}, undefined],
  ['nor outside of a workflow', { runsIn: '' }, undefined],
  [
    'without a home it is',
    { repository: 'git+https://github.com/OWNER/create-gitops-service.git', runsIn: '' },
    /no home yet.*projenrc\/home\.ts/,
  ],
  ['in a fork it is', { runsIn: 'fork/create-gitops-service' }, /from fork\/.*names acme\//],
  ['and where no address is', { repository: 'somewhere' }, /names no GitHub repository/],
])('%s', (_, more, message) => {
  const refusal = refusalOf(aState(more));
  if (message === undefined) expect(refusal).toBeUndefined();
  else expect(refusal).toMatch(message);
});

/** The first job of the release workflow, in a checkout whose package.json names this address. */
function decide(address: string): { code: number | null; out: string; err: string } {
  const folder = emptyFolder();
  const jiti = join(repository, 'node_modules/jiti/lib/jiti-cli.mjs');
  fs.outputFileSync(join(folder, '.changeset/a.md'), 'a change\n');
  fs.writeJsonSync(join(folder, 'package.json'), {
    version: '1.2.0',
    repository: { url: `git+${address}.git` },
  });
  spawnSync('git', ['init', '--quiet', folder]);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [jiti, join(repository, 'scripts/release/next.ts')],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, GITHUB_REPOSITORY: 'acme/service' } },
  );
  return { code: status, out: stdout, err: stderr };
}

test('the release workflow says what is next', () => {
  expect(decide('https://github.com/acme/service')).toEqual({
    code: 0,
    out: 'next=version\nversion=1.2.0\n',
    err: '',
  });
});

test('the release workflow refuses while OWNER stands for the home of the project', () => {
  const answer = decide('https://github.com/OWNER/service');
  expect(answer).toMatchObject({ code: 1, out: '' });
  expect(answer.err).toMatch(/^Nothing can be released: the project has no home yet\./);
  expect(new URL(home).pathname.split('/')).toHaveLength(3);
});

test('the notes of a release are the section of its version', () => {
  const changelog = '# a\n\n## 1.2.0\n\n### Minor Changes\n\n- new\n\n## 1.1.0\n\n- old\n';
  expect(notesOf(changelog, '1.2.0')).toBe('### Minor Changes\n\n- new\n');
  expect(() => notesOf(changelog, '1.3.0')).toThrow('no section "## 1.3.0"');
});

const component = (ref: string) => ({
  'bom-ref': ref,
  name: ref.split('@')[0] ?? '',
  scope: 'optional',
  properties: [{ name: 'cdx:npm:package:development', value: 'true' }],
});
const everything: Sbom = {
  metadata: { component: component('us@1.0.0') },
  components: ['yaml@2.0.0', 'projen@1.0.0', 'semver@7.0.0', 'vitest@4.0.0'].map(component),
  dependencies: [
    { ref: 'us@1.0.0', dependsOn: ['yaml@2.0.0', 'projen@1.0.0', 'vitest@4.0.0'] },
    { ref: 'projen@1.0.0', dependsOn: ['semver@7.0.0'] },
    { ref: 'yaml@2.0.0', dependsOn: ['vitest@4.0.0'] },
  ],
};
const shipped = { name: 'create-us', bundled: ['yaml@2.0.0'], installed: ['projen@1.0.0'] };

test('the SBOM holds what is bundled and what is installed with us, and no tool of ours', () => {
  const sbom = shippedSbom(everything, shipped);
  expect(sbom.metadata.component.name).toBe('create-us');
  expect(sbom.components.map((one) => one['bom-ref'])).toEqual([
    'yaml@2.0.0',
    'projen@1.0.0',
    'semver@7.0.0',
  ]);
  expect(sbom.components.every(({ scope }) => scope === 'required')).toBe(true);
  expect(sbom.dependencies).toEqual([
    { ref: 'us@1.0.0', dependsOn: ['projen@1.0.0', 'yaml@2.0.0'] },
    { ref: 'projen@1.0.0', dependsOn: ['semver@7.0.0'] },
    { ref: 'yaml@2.0.0', dependsOn: [] },
  ]);
});

test('a package that the SBOM does not know is an error', () => {
  expect(() => shippedSbom(everything, { ...shipped, bundled: ['diff@9.0.0'] })).toThrow(
    'diff@9.0.0',
  );
});
