import { resolve } from 'node:path';
import { NO, UNEXPECTED, YES, unknown } from './answer.ts';
import type { Answer } from './answer.ts';
import { blobsIn } from './blobs.ts';
import { existingFolder, failedIn } from './no-repository.ts';
import { askGit, isDone } from './run.ts';
import type { EndedRun } from './run.ts';

/** Files by their paths, as they were asked for. */
export interface Files {
  readonly files: readonly string[];
}

/** How long a question may take. */
export interface Patience {
  readonly seconds?: number;
}

/** Whether a folder is in the working tree of a repository. */
export function isInRepository(folder: string, patience: Patience = {}): Answer {
  const run = askGit(folder, ['rev-parse', '--is-inside-work-tree'], patience);
  if (!isDone(run)) return failedIn(folder, run);
  const said = run.out.toString().trim();
  if (said === 'true') return YES;
  return unknown(
    said === 'false' ? 'the folder is in a .git folder or a bare repository' : UNEXPECTED,
  );
}

/** Which of these paths git tracks, a folder standing for all that is in it; "no" outside of a repository. */
export function trackedFiles(
  folder: string,
  paths: readonly string[],
  patience: Patience = {},
): Answer<Files> {
  const words = ['--literal-pathspecs', 'ls-files', '-z', '--', ...paths];
  const run = askGit(folder, words, patience);
  if (!isDone(run)) return failedIn(folder, run);
  return filesIn(run, (file) =>
    paths.some((path) => path === '.' || file === path || file.startsWith(`${path}/`)),
  );
}

/** Which of these paths git ignores; "no" outside of a repository. */
export function ignoredFiles(
  folder: string,
  paths: readonly string[],
  patience: Patience = {},
): Answer<Files> {
  const run = askGit(folder, ['check-ignore', '-z', '--stdin'], {
    ...patience,
    input: paths.map((path) => `${path}\0`).join(''),
  });
  // With 1 it says that it ignores none of them.
  if (!isDone(run, 0, 1)) return failedIn(folder, run);
  return filesIn(run, (file) => paths.includes(file));
}

/** The address that a remote is fetched from; "no" where there is no such remote. */
export function remoteUrl(
  folder: string,
  remote: string,
  patience: Patience = {},
): Answer<{ readonly url: string }> {
  const place = existingFolder(resolve(folder));
  const names = askGit(place, ['remote'], patience);
  if (!isDone(names)) return failedIn(place, names);
  if (!names.out.toString().split('\n').includes(remote)) return NO;
  const run = askGit(place, ['remote', 'get-url', remote], patience);
  if (!isDone(run)) return failedIn(place, run);
  return { kind: 'yes', url: run.out.toString().trim() };
}

/** The contents of the files that git knows by these names, such as `HEAD:./a.txt`; "no" outside of a repository. */
export function fileContents(
  folder: string,
  names: readonly string[],
  patience: Patience = {},
): Answer<{ readonly contents: ReadonlyMap<string, Buffer> }> {
  const input = names.map((name) => `${name}\n`).join('');
  const run = askGit(folder, ['cat-file', '--batch'], { ...patience, input });
  return isDone(run) ? blobsIn(run.out, names) : failedIn(folder, run);
}

function filesIn({ out }: EndedRun, isAsked: (file: string) => boolean): Answer<Files> {
  const files = out
    .toString()
    .split('\0')
    .filter((file) => file !== '');
  return files.every(isAsked) ? { kind: 'yes', files } : unknown(UNEXPECTED);
}
