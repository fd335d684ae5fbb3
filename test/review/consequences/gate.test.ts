import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { answer } from '../../../src/cli/answer.ts';
import { parseInventory, inventoryText } from '../../../src/write/inventory.ts';
import { emptyFolder } from '../../package/program.ts';
import { listing } from '../../cli/a-service.ts';
import { git } from '../../git/a-git.ts';

const inventory = '.gitops/inventory.json';
const releaseFile = 'k8s/overlays/prod/release/kustomization.yaml';
const digest = `sha256:${'a'.repeat(64)}`;

afterEach(() => {
  vi.restoreAllMocks();
});

/** A service of which something runs in production, if asked for, whose namespaces are about to change. */
async function aService({
  released,
  keys = "system: 'shop', ",
}: {
  readonly released: boolean;
  readonly keys?: string;
}): Promise<string> {
  const folder = emptyFolder();
  const root = join(folder, 'orders');
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  await answer('create-gitops-service', ['orders', '--yes', '--no-install', '--no-git']);
  vi.spyOn(process, 'cwd').mockReturnValue(root);
  if (released) release(root);
  if (keys !== '') edit(root, '.projenrc.ts', (text) => text.replace("name: '", `${keys}name: '`));
  return root;
}

const release = (root: string): void =>
  edit(root, releaseFile, (text) =>
    text.replace(/digest: .*/, `digest: ${digest}`).replace('unreleased', '1.2.3'),
  );

function edit(root: string, path: string, by: (text: string) => string): void {
  const text = readFileSync(join(root, path), 'utf8');
  expect(by(text)).not.toBe(text);
  writeFileSync(join(root, path), by(text));
}

const run = (...words: string[]) => answer('gitops-service', words);

test('what is dangerous is refused before the first byte, and done when it is accepted', async () => {
  const root = await aService({ released: true });
  const before = listing(root);
  await expect(run('resync')).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      /nothing was written[\s\S]*namespace-changed \(prod\)\n.*orders-prod becomes shop-prod/,
    ),
    hint: expect.stringContaining('npx gitops-service resync --accept namespace-changed'),
  });
  await expect(answer('create-gitops-service', ['.', '--yes'])).rejects.toMatchObject({
    exitCode: 3,
  });
  expect(await run('resync', '--dry-run')).toMatchObject({ code: 3 });
  expect(await run('check')).toMatchObject({ code: 1 });
  expect(listing(root)).toEqual(before);

  const { data, code } = await run('resync', '--accept', 'namespace-changed');
  expect(code).toBe(0);
  expect(data).toMatchObject({
    consequences: [
      { id: 'namespace-changed', level: 'note', environments: ['dev'] },
      { id: 'namespace-changed', level: 'dangerous', environments: ['prod'] },
    ].map((one) => expect.objectContaining(one) as unknown),
  });
  expect(await run('check')).toMatchObject({ code: 0, data: { consequences: [] } });
});

test.each([[['--accept', 'all']], [['--accept', 'namespace-changed']]])(
  '%j accepts it',
  async (flags) => {
    await aService({ released: true });
    expect(await run('resync', '--dry-run', ...flags)).toMatchObject({ code: 0 });
    expect(await run('resync', ...flags)).toMatchObject({ code: 0 });
  },
);

test('an id that no consequence has is named, with the nearest', async () => {
  await aService({ released: true });
  await expect(run('resync', '--accept', 'namespace-change')).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('did you mean namespace-changed?'),
    hint: expect.stringContaining('all'),
  });
});

test('a service that nothing was released of is told and not stopped', async () => {
  await aService({ released: false });
  const { code, text } = await run('resync');
  expect(code).toBe(0);
  expect(JSON.stringify(text)).toContain('note: namespace-changed (dev, prod)');
});

test('a name that stood in for another has nothing to lose', async () => {
  const root = await aService({ released: true, keys: '' });
  edit(root, '.projenrc.ts', (text) => text.replace('REPLACE-ME/', 'acme/'));
  expect((await run('diff', '--json')).data).toMatchObject({ consequences: [] });
});

test('what runs is read from the branch of the environment, too', async () => {
  const root = await aService({ released: false });
  const levels = async () =>
    ((await run('diff', '--json')).data as { consequences: { level: string }[] }).consequences;
  git(root, 'init', '--quiet', '--initial-branch=main');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'First');
  git(root, 'clone', '--quiet', '--bare', root, join(root, '..', 'origin'));
  git(root, 'remote', 'add', 'origin', `file://${join(root, '..', 'origin')}`);
  git(root, 'fetch', '--quiet', 'origin');
  expect(await levels()).toMatchObject([{ level: 'note', environments: ['dev', 'prod'] }]);

  git(root, 'switch', '--quiet', '--create', 'feature');
  release(root);
  git(root, 'commit', '--quiet', '--all', '--message', 'Release');
  git(root, 'push', '--quiet', 'origin', 'feature:main');
  git(root, 'reset', '--quiet', '--hard', 'main');
  expect(await levels()).toMatchObject([
    { level: 'note', environments: ['dev'] },
    { level: 'dangerous', environments: ['prod'] },
  ]);

  git(root, 'update-ref', '-d', 'refs/remotes/origin/main');
  git(root, 'config', 'remote.origin.fetch', '+refs/heads/feature:refs/remotes/origin/feature');
  expect(await levels()).toMatchObject([
    {
      level: 'dangerous',
      doubt: expect.stringMatching(
        /^dev: this clone lacks origin\/dev .*; prod: this clone lacks origin\/main/,
      ),
    },
  ]);
  await expect(run('resync')).rejects.toMatchObject({
    message: expect.stringContaining('Whether anything was released there is unknown: dev: '),
  });
});

test('a release file that cannot be read may have been released', async () => {
  const root = await aService({ released: false });
  edit(root, releaseFile, () => 'images: [');
  expect((await run('diff', '--json')).data).toMatchObject({
    consequences: [{ level: 'note' }, { level: 'dangerous' }],
  });
});

test('the inventory of an older tool says once that nothing was foreseen', async () => {
  const root = await aService({ released: true });
  edit(root, inventory, (text) => {
    const { facts, ...known } = parseInventory(text);
    expect(facts?.length).toBeGreaterThan(0);
    return inventoryText(known);
  });
  const warnings = [expect.stringContaining('could not be foreseen')];
  expect(await run('diff')).toMatchObject({ warnings });
  expect(await run('resync')).toMatchObject({
    code: 0,
    warnings: expect.arrayContaining(warnings),
  });
  expect(JSON.stringify(await run('resync'))).not.toContain('foreseen');
});

test('a diff is a patch whose comments say it', async () => {
  await aService({ released: true });
  const { text, data, code } = await run('diff', '--stat');
  expect(code).toBe(1);
  expect((text as string[])[0]).toBe('# On the clusters:');
  expect(data).toMatchObject({ clean: false, consequences: [{}, {}] });
});
