import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NO, NOT_INSTALLED, YES, isOutside, reasonIn, unknown } from './answer.ts';
import type { Answer, Unknown } from './answer.ts';
import { blobsIn } from './blobs.ts';
import { runGit } from './run.ts';
import type { GitRun } from './run.ts';

/** Whether a folder is in the working tree of a repository. */
export function isInRepository(folder: string): Answer {
  const run = runGit(folder, ['rev-parse', '--is-inside-work-tree']);
  return run.code === 0 ? YES : failureIn(folder, run);
}

/** Which of these paths git tracks, a folder standing for all that is in it; "no" outside of a repository. */
export function trackedFiles(
  folder: string,
  paths: readonly string[],
): Answer<{ readonly files: readonly string[] }> {
  const run = runGit(folder, ['-c', 'core.quotePath=false', 'ls-files', '--', ...paths]);
  return run.code === 0 ? { kind: 'yes', files: linesOf(run) } : failureIn(folder, run);
}

/** Which of these paths git ignores; "no" outside of a repository. */
export function ignoredFiles(
  folder: string,
  paths: readonly string[],
): Answer<{ readonly files: readonly string[] }> {
  const run = runGit(folder, ['-c', 'core.quotePath=false', 'check-ignore', '--', ...paths]);
  // With 1 it says that it ignores none of them.
  return run.code === 0 || run.code === 1
    ? { kind: 'yes', files: linesOf(run) }
    : failureIn(folder, run);
}

/** The address that a remote is fetched from; "no" where there is no such remote. */
export function remoteUrl(folder: string, remote: string): Answer<{ readonly url: string }> {
  const run = runGit(folder, ['remote', 'get-url', remote]);
  if (run.code === 0) return { kind: 'yes', url: run.out.toString().trim() };
  return /No such remote/i.test(run.err) ? NO : failureIn(folder, run);
}

/** The contents of the files that git knows by these names, such as `HEAD:./a.txt`; "no" outside of a repository. */
export function fileContents(
  folder: string,
  names: readonly string[],
): Answer<{ readonly contents: ReadonlyMap<string, Buffer> }> {
  const run = runGit(folder, ['cat-file', '--batch'], {
    input: names.map((name) => `${name}\n`).join(''),
  });
  return run.code === 0
    ? { kind: 'yes', contents: blobsIn(run.out, names) }
    : failureIn(folder, run);
}

/** What a failed run means: "no" where there is no repository, or not even a folder. */
function failureIn(folder: string, { code, err }: GitRun): { readonly kind: 'no' } | Unknown {
  if (code !== undefined)
    return isOutside(err) || !existsSync(folder) ? NO : unknown(reasonIn(err));
  return isBelowGitFolder(resolve(folder)) ? unknown(NOT_INSTALLED) : NO;
}

const isBelowGitFolder = (folder: string): boolean =>
  existsSync(join(folder, '.git')) ||
  (dirname(folder) !== folder && isBelowGitFolder(dirname(folder)));

const linesOf = ({ out }: GitRun): readonly string[] =>
  out
    .toString()
    .split('\n')
    .filter((line) => line !== '');
