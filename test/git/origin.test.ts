import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOnOrigin } from '../../src/git/origin.ts';
import { aFolder, aRepository, git } from './a-git.ts';

const lacks = { kind: 'unknown', reason: expect.stringContaining('this clone lacks') };

/** A server with `main`, and `live` where `a.txt` says what runs; and clones of it. */
function aServer(): (...flags: readonly string[]) => string {
  const server = aRepository();
  git(server, 'config', 'uploadpack.allowFilter', 'true');
  git(server, 'switch', '--quiet', '--create', 'live');
  mkdirSync(join(server, 'below'));
  writeFileSync(join(server, 'a.txt'), 'live\n');
  writeFileSync(join(server, 'below/a.txt'), 'below\n');
  git(server, 'add', '--all');
  git(server, 'commit', '--quiet', '--message', 'Live');
  git(server, 'switch', '--quiet', 'main');
  return (...flags) => {
    const clone = aFolder();
    git(clone, 'clone', '--quiet', ...flags, `file://${server}`, '.');
    return clone;
  };
}

const find = (folder: string, branch: string, path = 'a.txt') => {
  const answer = fileOnOrigin(folder, { branch, path });
  return answer.kind === 'yes' ? answer.bytes.toString() : answer;
};

test('a file is read as the branch of origin has it, from a folder of the clone too', () => {
  const clone = aServer()();
  expect(find(clone, 'main')).toBe('text\n');
  expect(find(clone, 'live')).toBe('live\n');
  mkdirSync(join(clone, 'below'));
  expect(find(join(clone, 'below'), 'live')).toBe('below\n');
});

test('there is no such file, branch, origin or repository', () => {
  const clone = aServer()();
  expect(find(clone, 'live', 'b.txt')).toEqual({ kind: 'no' });
  expect(find(clone, 'other')).toEqual({ kind: 'no' });
  expect(find(aRepository(), 'main')).toEqual({ kind: 'no' });
  expect(find(aFolder(), 'main')).toEqual({ kind: 'no' });
});

test.each([[['--depth', '1']], [['--single-branch']]])(
  'a clone with %j may lack a branch',
  (flags) => {
    const clone = aServer()(...flags);
    expect(find(clone, 'main')).toBe('text\n');
    expect(find(clone, 'live')).toEqual(lacks);
    git(clone, 'fetch', '--quiet', 'origin', 'live:refs/remotes/origin/live');
    expect(find(clone, 'live')).toBe('live\n');
  },
);

test('a clone without the contents of files does not know those of other branches', () => {
  const clone = aServer()('--filter', 'blob:none');
  expect(find(clone, 'live')).toMatchObject({ kind: 'unknown' });
  expect(find(clone, 'live', 'b.txt')).toEqual({ kind: 'no' });
});

test('a file whose content is lost is not known', () => {
  const clone = aRepository();
  git(clone, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  const blob = git(clone, 'rev-parse', 'HEAD:a.txt').trim();
  rmSync(join(clone, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  expect(find(clone, 'main')).toEqual(lacks);
});
