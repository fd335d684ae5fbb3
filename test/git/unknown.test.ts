import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  checkedOutBranch,
  entryIn,
  fileInCommits,
  findCommit,
  isAncestor,
  isRepository,
  isShallow,
  prefixOf,
  signsCommits,
} from '../../src/git/commits.ts';
import {
  fileContents,
  ignoredFiles,
  isInRepository,
  remoteUrl,
  trackedFiles,
} from '../../src/git/folder.ts';
import { fileOnOrigin } from '../../src/git/origin.ts';
import {
  aFolder,
  aRepository,
  brokenRepositories,
  failingGits,
  git,
  withFakeGit,
  withVariables,
} from './a-git.ts';

const seconds = 0.2;

/** Every question, by the name of its function. */
const questions = {
  isInRepository: (folder: string) => isInRepository(folder, { seconds }),
  trackedFiles: (folder: string) => trackedFiles(folder, ['a.txt'], { seconds }),
  ignoredFiles: (folder: string) => ignoredFiles(folder, ['a.txt'], { seconds }),
  remoteUrl: (folder: string) => remoteUrl(folder, 'origin', { seconds }),
  fileContents: (folder: string) => fileContents(folder, ['HEAD:./a.txt'], { seconds }),
  fileOnOrigin: (folder: string) =>
    fileOnOrigin(folder, { branch: 'main', path: 'a.txt' }, { seconds }),
  isRepository: (folder: string) => isRepository({ folder, seconds }),
  isShallow: (folder: string) => isShallow({ folder, seconds }),
  checkedOutBranch: (folder: string) => checkedOutBranch({ folder, seconds }),
  signsCommits: (folder: string) => signsCommits({ folder, seconds }),
  findCommit: (folder: string) => findCommit({ folder, seconds }, 'main'),
  isAncestor: (folder: string) => isAncestor({ folder, seconds }, 'main', 'main'),
  entryIn: (folder: string) => entryIn({ folder, seconds }, 'main', 'a.txt'),
  fileInCommits: (folder: string) => fileInCommits({ folder, seconds }, ['main'], 'a.txt'),
};

const names = Object.keys(questions) as (keyof typeof questions)[];

async function kindsIn(folder: string): Promise<Record<string, string>> {
  const answers = names.map(async (name) => [name, (await questions[name](folder)).kind] as const);
  return Object.fromEntries(await Promise.all(answers));
}

const all = (kind: string, but: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(names.map((name) => [name, kind])),
  ...but,
});

test.each(failingGits)('a git that %s answers nothing', async (_, script, reason) => {
  const folder = aRepository();
  withFakeGit(script);
  for (const name of names) {
    const answer = await questions[name](folder);
    expect(answer, name).toMatchObject({ kind: 'unknown' });
    // Questions about commits do not look for the .git that a repository must have.
    const said = 'reason' in answer ? answer.reason : '';
    expect(said.startsWith('not a git') ? `x/.git is broken: ${said}` : said, name).toMatch(reason);
  }
});

test.each(brokenRepositories)('a repository whose %s answers nothing', async (_, spoil, reason) => {
  const folder = aRepository();
  spoil(folder);
  expect(await kindsIn(folder)).toEqual(all('unknown'));
  const answer = trackedFiles(folder, ['a.txt']);
  expect(answer).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(reason) });
});

test('a repository of another user answers nothing', async ({ skip }) => {
  skip(process.getuid?.() !== 0, 'only root can give a repository to another user');
  const folder = aRepository();
  withVariables({ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', SUDO_UID: '' });
  delete process.env['SUDO_UID'];
  execFileSync('chown', ['-R', '12345', folder]);
  expect(await kindsIn(folder)).toEqual(all('unknown'));
  withVariables({
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: folder,
  });
  expect(trackedFiles(folder, ['a.txt'])).toEqual({ kind: 'yes', files: ['a.txt'] });
});

test('an index that was cut short answers nothing about what git tracks', async () => {
  const folder = aRepository();
  truncateSync(join(folder, '.git/index'), 20);
  const { trackedFiles: tracked, ignoredFiles: ignored } = await kindsIn(folder);
  expect({ tracked, ignored }).toEqual({ tracked: 'unknown', ignored: 'unknown' });
});

test('a file whose object is missing is no file that was never there', async () => {
  const folder = aRepository();
  const blob = git(folder, 'rev-parse', 'main:a.txt').trim();
  execFileSync('rm', ['-f', join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2))]);
  const repository = { folder, seconds: 5 };
  expect(await fileInCommits(repository, ['main'], 'a.txt')).toMatchObject({
    kind: 'unknown',
    reason: expect.stringMatching(/^the object of a.txt in main is missing$/),
  });
  expect(await fileInCommits(repository, ['main'], 'none.txt')).toMatchObject({ kind: 'yes' });
});

test.each([
  ['ls-files', 'printf "x\\0"', ['trackedFiles']],
  ['check-ignore', 'printf "x\\0"', ['ignoredFiles']],
  ['rev-parse', 'echo maybe', ['isInRepository', 'isShallow', 'findCommit']],
  ['cat-file', 'echo maybe', ['fileContents', 'fileInCommits']],
  ['cat-file', 'echo "0123 blob 500"; echo short', ['fileContents', 'fileInCommits']],
  ['ls-tree', 'echo maybe', ['entryIn']],
] as const)('a git whose %s prints %s answers nothing', async (_, script, asked) => {
  const folder = aRepository();
  withFakeGit(script);
  for (const name of asked) expect((await questions[name](folder)).kind).toBe('unknown');
});

test('what is refused, instead of taken for the top of the repository, is a prefix', async () => {
  const folder = aRepository();
  withFakeGit('exit 128');
  await expect(prefixOf({ folder, seconds })).rejects.toThrow('git could not find the folder');
});

test('variables that point to another repository reach no call', async () => {
  const [folder, other] = [aRepository(), aRepository()];
  git(other, 'rm', '--quiet', 'a.txt');
  withVariables({
    GIT_DIR: join(other, '.git'),
    GIT_INDEX_FILE: join(other, '.git/index'),
    GIT_OBJECT_DIRECTORY: join(other, '.git/objects'),
    GIT_CEILING_DIRECTORIES: folder,
    GIT_ICASE_PATHSPECS: '1',
    GIT_TRACE: '1',
  });
  mkdirSync(join(folder, 'sub'));
  expect(trackedFiles(folder, ['a.txt'])).toEqual({ kind: 'yes', files: ['a.txt'] });
  expect(isInRepository(join(folder, 'sub')).kind).toBe('yes');
  expect((await kindsIn(folder))['entryIn']).toBe('yes');
});

test('a work tree that only variables name is no folder outside of a repository', () => {
  const [folder, repository] = [aFolder(), aRepository()];
  withVariables({ GIT_DIR: join(repository, '.git'), GIT_WORK_TREE: folder });
  expect(trackedFiles(folder, ['a.txt'])).toMatchObject({ kind: 'unknown' });
});

test('what a repository configures runs no code because we ask', async () => {
  const folder = aRepository();
  const ran = join(folder, 'ran');
  const script = join(folder, 'script');
  writeFileSync(script, `#!/bin/sh\ntouch ${ran}\n`);
  chmodSync(script, 0o755);
  mkdirSync(join(folder, 'hooks'));
  for (const hook of ['post-index-change', 'reference-transaction'])
    symlinkSync(script, join(folder, 'hooks', hook));
  git(folder, 'config', 'core.hooksPath', join(folder, 'hooks'));
  git(folder, 'config', 'core.fsmonitor', script);
  for (const alias of ['ls-files', 'rev-parse', 'check-ignore'])
    git(folder, 'config', `alias.${alias}`, `!${script}`);
  expect(await kindsIn(folder)).toEqual(
    all('yes', { remoteUrl: 'no', fileOnOrigin: 'no', isShallow: 'no', signsCommits: 'no' }),
  );
  expect(existsSync(ran)).toBe(false);
});

test.each([
  ['assumed to be unchanged', ['update-index', '--assume-unchanged', 'a.txt']],
  ['outside of the sparse checkout', ['update-index', '--skip-worktree', 'a.txt']],
  ['meant to be added', ['rm', '--cached', 'a.txt'], ['add', '--intent-to-add', 'a.txt']],
])('a file that is %s is tracked, also while somebody holds the lock', (_, ...calls) => {
  const folder = aRepository();
  for (const words of calls) git(folder, ...words);
  writeFileSync(join(folder, '.git/index.lock'), '');
  expect(trackedFiles(folder, ['a.txt'])).toEqual({ kind: 'yes', files: ['a.txt'] });
});

test('paths are names, not patterns, and come back as they were asked for', () => {
  const folder = aRepository();
  const odd = ['*.txt', ':(top)a', 'ü "quoted"\t.txt'];
  for (const path of odd) writeFileSync(join(folder, path), '');
  expect(trackedFiles(folder, odd)).toEqual({ kind: 'yes', files: [] });
  git(folder, 'add', '--all');
  expect(trackedFiles(folder, odd)).toMatchObject({ files: [...odd].sort() });
  git(folder, 'rm', '--quiet', '--cached', '--', 'ü "quoted"\t.txt');
  writeFileSync(join(folder, '.gitignore'), 'ü*\n');
  expect(ignoredFiles(folder, odd)).toEqual({ kind: 'yes', files: ['ü "quoted"\t.txt'] });
});

test('a worktree, whose .git is a file, answers', () => {
  const folder = aRepository();
  const tree = join(aFolder(), 'tree');
  git(folder, 'worktree', 'add', '--quiet', tree, '-b', 'other');
  expect(trackedFiles(tree, ['a.txt'])).toEqual({ kind: 'yes', files: ['a.txt'] });
});

test('a new folder in a clone has the remote of the clone, and a bare repository is no work tree', () => {
  const folder = aRepository();
  git(folder, 'remote', 'add', 'origin', 'https://example.com/a.git');
  expect(remoteUrl(join(folder, 'new/er'), 'origin')).toMatchObject({ kind: 'yes' });
  expect(isInRepository(join(folder, '.git'))).toMatchObject({ kind: 'unknown' });
});
