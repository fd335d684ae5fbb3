import { relative, resolve, sep } from 'node:path';
import { whatIsAt } from '../disk/what-is-at.ts';
import { UNEXPECTED, unknown } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Files } from './folder.ts';
import { existingFolder, failedIn } from './no-repository.ts';
import { askGit, isDone } from './run.ts';

/**
 * The files of a folder that git has and that are not meant to be on this disk: outside of a sparse
 * checkout, or in a clone of which nothing was checked out. "No" outside of a repository.
 */
export function filesOutside(folder: string): Answer<Files> {
  // The folder itself may be outside, so git is asked above it.
  const place = existingFolder(resolve(folder));
  const below = relative(place, resolve(folder)).split(sep).join('/');
  const answer = filesOutsideBelow(place, below === '' ? '.' : below);
  if (answer.kind !== 'yes' || below === '') return answer;
  const files = answer.files.filter((file) => file.startsWith(`${below}/`));
  return { kind: 'yes', files: files.map((file) => file.slice(below.length + 1)) };
}

function filesOutsideBelow(folder: string, below: string): Answer<Files> {
  const run = askGit(folder, ['--literal-pathspecs', 'ls-files', '-z', '-t', '--', below]);
  if (!isDone(run)) return failedIn(folder, run);
  const lines = namesOf(run.out);
  if (!lines.every((line) => /^[A-Z?] ./.test(line))) return unknown(UNEXPECTED);
  if (lines.length === 0) return filesNeverCheckedOut(folder, below);
  const files = lines.filter((line) => line.startsWith('S ')).map((line) => line.slice(2));
  return { kind: 'yes', files };
}

/** Without an index nothing was checked out; with an empty one, somebody has removed everything. */
function filesNeverCheckedOut(folder: string, below: string): Answer<Files> {
  const index = askGit(folder, ['rev-parse', '--git-path', 'index']);
  if (!isDone(index)) return failedIn(folder, index);
  const place = whatIsAt(resolve(folder, index.out.toString().replace(/\n$/, '')));
  if (place.kind === 'unknown') return place;
  if (place.kind !== 'absent') return { kind: 'yes', files: [] };
  const head = askGit(folder, ['rev-parse', '--quiet', '--verify', 'HEAD']);
  // With 1 it says that there is no commit yet.
  if (!isDone(head, 0, 1)) return failedIn(folder, head);
  if (head.code === 1) return { kind: 'yes', files: [] };
  const tree = askGit(folder, ['ls-tree', '-r', '-z', '--name-only', 'HEAD', '--', below]);
  return isDone(tree) ? { kind: 'yes', files: namesOf(tree.out) } : failedIn(folder, tree);
}

const namesOf = (out: Buffer): readonly string[] =>
  out
    .toString()
    .split('\0')
    .filter((name) => name !== '');
