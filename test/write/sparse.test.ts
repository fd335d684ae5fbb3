import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isClean } from '../../src/write/change.ts';
import { parseInventory } from '../../src/write/inventory.ts';
import { leavingChanges } from '../../src/write/leave.ts';
import { eject } from '../../src/write/records.ts';
import { report } from '../../src/write/report.ts';
import { restore } from '../../src/write/restore.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { INVENTORY_PATH } from '../../src/domain/file-paths.ts';
import { brokenRepositories, failingGits, git, withFakeGit } from '../git/a-git.ts';
import { aFile, aFolder, get, options, put, treeOf, yamlKeys } from './helpers.ts';
import { kinds, wanted } from './resync-helpers.ts';

const added = aFile('new.txt', 'new\n');

/** A repository as a resync left it, committed. */
function aProject(): string {
  const root = aFolder();
  git(root, 'init', '--quiet', '--initial-branch=main');
  resync(root, wanted, options);
  commit(root);
  return root;
}

function commit(root: string): void {
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'All');
}

/** Takes paths out of the checkout, as `git sparse-checkout` does. */
function leaveOut(root: string, ...paths: string[]): void {
  git(root, 'update-index', '--skip-worktree', ...paths);
  for (const path of paths) rmSync(join(root, path));
}

const recorded = (root: string): readonly string[] => [
  ...parseInventory(get(root, INVENTORY_PATH)).entries.keys(),
];

const reasons = (root: string, files = wanted): Record<string, string> =>
  Object.fromEntries(
    planChanges(root, files, options)
      .filter(({ kind }) => kind === 'kept')
      .map(({ path, reason }) => [path, reason]),
  );

const paths = wanted.map(({ path }) => path).sort();
const OUTSIDE = 'outside the sparse checkout, kept';

describe('a file that git has outside of the sparse checkout', () => {
  test('is no missing file, whoever owns it', () => {
    const root = aProject();
    leaveOut(root, ...paths);
    const before = treeOf(root);
    expect(kinds(root)).toEqual({});
    expect(isClean(resync(root, wanted, options))).toBe(true);
    expect(treeOf(root)).toEqual(before);
  });

  test('was never written by us, and is kept all the same', () => {
    const root = aProject();
    put(root, 'new.txt', 'theirs\n');
    commit(root);
    leaveOut(root, 'new.txt');
    const files = [...wanted, added];
    expect(reasons(root, files)).toEqual({ 'new.txt': OUTSIDE, 'src/x.ts': 'yours, kept' });
    resync(root, files, options);
    expect(existsSync(join(root, 'new.txt'))).toBe(false);
    expect(recorded(root)).not.toContain('new.txt');
  });

  test('is not forgotten when nothing wants it any longer, whoever owns it', () => {
    const root = aProject();
    leaveOut(root, ...paths);
    for (const path of paths)
      expect(reasons(root, [])[path]).toMatch(/^no longer generated, but outside/);
    resync(root, [], options);
    expect(recorded(root)).toEqual(paths);
    // Once they are checked out, they go as they would have gone.
    git(root, 'update-index', '--no-skip-worktree', ...paths);
    git(root, 'checkout', '--', ...paths);
    expect(planChanges(root, [], options).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'delete .gitignore',
      'delete k8s/base/a.json',
      'update k8s/r/k.yaml',
      'delete run.sh',
      'kept src/x.ts',
    ]);
  });

  test('is told, because it was not compared', () => {
    const root = aProject();
    leaveOut(root, 'k8s/base/a.json', 'run.sh');
    expect(report(planChanges(root, wanted, options), { verbose: false })).toContain(
      '2 file(s) outside the sparse checkout of this clone were not compared and are not changed',
    );
  });

  test('is what the config of then wants, once it is checked out', () => {
    const root = aProject();
    leaveOut(root, 'run.sh');
    const files = wanted.map((spec) =>
      spec.path === 'run.sh' ? aFile('run.sh', '#!/bin/sh\nexit\n', spec.ownership, true) : spec,
    );
    resync(root, files, options);
    git(root, 'update-index', '--no-skip-worktree', 'run.sh');
    git(root, 'checkout', '--', 'run.sh');
    expect(kinds(root, files)).toEqual({ 'run.sh': 'update' });
  });
});

test('a real sparse checkout, of a project in a folder of its repository', () => {
  const top = aFolder();
  git(top, 'init', '--quiet', '--initial-branch=main');
  const root = join(top, 'services/orders');
  put(top, 'services/orders/README.md', 'x\n');
  const files = [...wanted, yamlKeys('k8s/r/more.yaml', { a: 1 }, ['a'])];
  resync(root, files, options);
  commit(top);
  git(top, 'sparse-checkout', 'set', 'services/orders/src', 'services/orders/.gitops');
  expect(existsSync(join(root, 'k8s'))).toBe(false);
  expect(kinds(root, files)).toEqual({});
  resync(root, [...files, added], options);
  expect(get(root, 'new.txt')).toBe('new\n');
  expect(existsSync(join(root, 'k8s'))).toBe(false);
  expect(recorded(root)).toEqual([...files, added].map(({ path }) => path).sort());
});

test('a project whose whole folder is outside of the sparse checkout', () => {
  const top = aFolder({ 'own.txt': 'x' });
  git(top, 'init', '--quiet', '--initial-branch=main');
  const root = join(top, 'services/orders');
  // A new project in a folder that is not there yet.
  expect(kinds(root)).toMatchObject({ 'run.sh': 'create' });
  resync(root, wanted, options);
  commit(top);
  git(top, 'sparse-checkout', 'set', 'other');
  expect(existsSync(join(top, 'services'))).toBe(false);
  expect(() => planChanges(root, wanted, options)).toThrow(`  ${INVENTORY_PATH}`);
  git(top, 'update-index', '--force-remove', join('services/orders', INVENTORY_PATH));
  expect(kinds(root)).toEqual({});
});

test('a clone of which nothing was checked out has all its files', () => {
  const root = aProject();
  const clone = aFolder();
  git(root, 'clone', '--quiet', '--no-checkout', root, clone);
  expect(() => planChanges(clone, wanted, options)).toThrow(`  ${INVENTORY_PATH}`);
  git(root, 'rm', '--quiet', INVENTORY_PATH);
  git(root, 'commit', '--quiet', '--message', 'Forget');
  git(clone, 'fetch', '--quiet');
  git(clone, 'update-ref', 'HEAD', 'origin/main');
  expect(kinds(clone)).toEqual({});
});

test('files that somebody has removed come back', () => {
  const root = aProject();
  git(root, 'rm', '--quiet', '-r', '.');
  const all = { 'k8s/base/a.json': 'create', 'run.sh': 'create', 'src/x.ts': 'create' };
  expect(kinds(root)).toMatchObject(all);
  rmSync(join(root, '.git'), { recursive: true });
  expect(kinds(root)).toMatchObject(all);
});

describe('an inventory outside of the sparse checkout', () => {
  test('is refused, with what to do', () => {
    const root = aProject();
    leaveOut(root, INVENTORY_PATH);
    for (const act of [
      () => planChanges(root, wanted, options),
      () => resync(root, wanted, options),
      () => eject(root, wanted, { paths: ['run.sh'], undo: false, toolVersion: '1.2.3' }),
    ])
      expect(act).toThrow(
        expect.objectContaining({
          exitCode: 3,
          message: expect.stringContaining(`  ${INVENTORY_PATH}`),
          hint: 'Check them out: git sparse-checkout add .gitops',
        }),
      );
    expect(existsSync(join(root, '.gitops'))).toBe(true);
    expect(existsSync(join(root, INVENTORY_PATH))).toBe(false);
  });
});

test('what needs a file outside of the sparse checkout is refused', () => {
  const root = aProject();
  leaveOut(root, 'run.sh', '.gitignore');
  const leaving = { generated: wanted, standalone: wanted, goes: [], toolVersion: '1.2.3' };
  for (const act of [
    () => eject(root, wanted, { paths: ['run.sh'], undo: false, toolVersion: '1.2.3' }),
    () => leavingChanges(root, leaving),
    () => restore(root, 'run.sh', Buffer.from('x')),
  ])
    expect(act).toThrow('outside the sparse checkout of this clone:\n');
});

describe('a git that does not say what is outside', () => {
  test.each(failingGits.slice(0, 2))('that %s stops the run', (_, script) => {
    const root = aProject();
    rmSync(join(root, 'run.sh'));
    const before = treeOf(root);
    withFakeGit(script);
    const files = [...wanted, added];
    for (const act of [() => resync(root, files, options), () => planChanges(root, files, options)])
      expect(act).toThrow(expect.objectContaining({ exitCode: 3 }));
    expect(treeOf(root)).toEqual(before);
  });

  test.each(brokenRepositories.slice(0, 2))(
    'in a repository whose %s stops the run',
    (_, spoil) => {
      const root = aProject();
      rmSync(join(root, 'run.sh'));
      spoil(root);
      expect(() => resync(root, wanted, options)).toThrow(/^cannot find out whether git has files/);
      expect(existsSync(join(root, 'run.sh'))).toBe(false);
    },
  );

  test('is not asked while nothing is missing', () => {
    const root = aProject();
    put(root, 'run.sh', 'edited\n');
    commit(root);
    withFakeGit('exit 128');
    expect(kinds(root)).toEqual({ 'run.sh': 'repair' });
  });

  test('is not missed where there is no repository', () => {
    const root = aFolder();
    withFakeGit();
    resync(root, wanted, options);
    expect(kinds(root)).toEqual({});
  });
});
