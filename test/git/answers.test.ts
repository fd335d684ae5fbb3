import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCommit, isAncestor, isRepository } from '../../src/git/commits.ts';
import {
  fileContents,
  ignoredFiles,
  isInRepository,
  remoteUrl,
  trackedFiles,
} from '../../src/git/folder.ts';

const path = process.env['PATH'] ?? '';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'git-'));
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

const git = (...words: string[]): void => {
  execFileSync('git', ['-C', folder, ...words], { stdio: 'ignore' });
};
const repository = (): { folder: string; seconds: number } => ({ folder, seconds: 20 });

/** All questions, asked about one file. */
const everything = async () => [
  isInRepository(folder),
  trackedFiles(folder, ['a.txt']),
  ignoredFiles(folder, ['a.txt']),
  remoteUrl(folder, 'origin'),
  fileContents(folder, ['HEAD:./a.txt']),
  await isRepository(repository()),
];

describe('git says', () => {
  test('yes, with what was asked for', async () => {
    git('init', '--quiet', '--initial-branch=main');
    writeFileSync(join(folder, 'a.txt'), 'text\n');
    writeFileSync(join(folder, '.gitignore'), 'b.txt\n');
    git('add', '--all');
    git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--message', 'First');
    git('remote', 'add', 'origin', 'https://example.com/a.git');
    expect(isInRepository(folder).kind).toBe('yes');
    expect(trackedFiles(folder, ['.'])).toEqual({ kind: 'yes', files: ['.gitignore', 'a.txt'] });
    expect(ignoredFiles(folder, ['a.txt', 'b.txt'])).toEqual({ kind: 'yes', files: ['b.txt'] });
    expect(ignoredFiles(folder, ['a.txt'])).toEqual({ kind: 'yes', files: [] });
    expect(remoteUrl(folder, 'origin')).toMatchObject({ url: 'https://example.com/a.git' });
    expect(fileContents(folder, ['HEAD:./a.txt', 'HEAD:./none'])).toEqual({
      kind: 'yes',
      contents: new Map([['HEAD:./a.txt', Buffer.from('text\n')]]),
    });
    const head = await findCommit(repository(), 'main');
    expect(head).toMatchObject({ kind: 'yes', sha: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(await isAncestor(repository(), 'main', 'main')).toEqual({ kind: 'yes' });
  });

  test('no outside of a repository, also where git is not installed', async () => {
    expect((await everything()).map(({ kind }) => kind)).toEqual(Array(6).fill('no'));
    process.env['PATH'] = folder;
    expect((await everything()).slice(0, 5).map(({ kind }) => kind)).toEqual(Array(5).fill('no'));
  });

  test('no about a remote and a commit that are not there', async () => {
    git('init', '--quiet');
    expect(remoteUrl(folder, 'origin')).toEqual({ kind: 'no' });
    expect(await findCommit(repository(), 'none')).toEqual({ kind: 'no' });
  });

  test('nothing where git is missing or broken, and the reason', async () => {
    git('init', '--quiet');
    process.env['PATH'] = folder;
    expect(await everything()).toEqual(
      Array(6).fill({ kind: 'unknown', reason: 'git is not installed' }),
    );
    process.env['PATH'] = path;
    writeFileSync(join(folder, '.git/config'), '[core\n');
    for (const answer of await everything())
      expect(answer).toMatchObject({
        kind: 'unknown',
        reason: expect.stringMatching(/^bad config line 1/),
      });
    expect(await isAncestor(repository(), 'main', 'main')).toMatchObject({ kind: 'unknown' });
  });

  test('no about a folder that does not exist', () => {
    folder = join(folder, 'new');
    expect(remoteUrl(folder, 'origin')).toEqual({ kind: 'no' });
    mkdirSync(folder);
  });
});
