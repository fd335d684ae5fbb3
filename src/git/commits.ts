import { NO, UNEXPECTED, YES, unknown } from './answer.ts';
import type { Answer } from './answer.ts';
import { blobsIn } from './blobs.ts';
import { failedIn } from './no-repository.ts';
import { git, requireGit } from './repository.ts';
import type { Repository } from './repository.ts';
import { failureOf, isDone } from './run.ts';

/** Whether the folder is in a repository. */
export async function isRepository(repository: Repository): Promise<Answer> {
  const answer = await git(repository, ['rev-parse', '--git-dir']);
  return isDone(answer) ? YES : failedIn(repository.folder, answer);
}

/** The path of a folder of ours inside its repository, with a slash at its end; empty at the top. */
export const prefixOf = (repository: Repository): Promise<string> =>
  requireGit(repository, ['rev-parse', '--show-prefix'], {
    what: 'find the folder in its repository',
  });

/** Whether the clone lacks the older part of its history. */
export async function isShallow(repository: Repository): Promise<Answer> {
  const answer = await git(repository, ['rev-parse', '--is-shallow-repository']);
  if (!isDone(answer)) return failureOf(answer);
  const said = answer.out.trim();
  return said === 'true' ? YES : said === 'false' ? NO : unknown(UNEXPECTED);
}

/** The full name of the branch that is checked out; "no" where none is. */
export async function checkedOutBranch(
  repository: Repository,
): Promise<Answer<{ readonly ref: string }>> {
  const answer = await git(repository, ['symbolic-ref', '--quiet', 'HEAD']);
  if (answer.kind === 'ended' && answer.code === 1) return NO;
  return isDone(answer) ? { kind: 'yes', ref: answer.out.trim() } : failureOf(answer);
}

/** Whether git is told to sign every commit. */
export async function signsCommits(repository: Repository): Promise<Answer> {
  // Where there is no repository, this only reads what the user has set.
  const inside = await isRepository(repository);
  if (inside.kind !== 'yes') return inside;
  const answer = await git(repository, ['config', '--type=bool', 'commit.gpgsign']);
  // With 1 it says that nobody has set it.
  if (!isDone(answer, 0, 1)) return failureOf(answer);
  return answer.out.trim() === 'true' ? YES : NO;
}

/** The full sha of a commit that somebody named; "no" where this clone does not have it. */
export async function findCommit(
  repository: Repository,
  name: string,
): Promise<Answer<{ readonly sha: string }>> {
  const words = ['rev-parse', '--quiet', '--verify', '--end-of-options', `${name}^{commit}`];
  const answer = await git(repository, words);
  if (answer.kind === 'ended' && answer.code === 1) return NO;
  if (!isDone(answer)) return failureOf(answer);
  const sha = answer.out.trim();
  return /^[0-9a-f]{40,64}$/.test(sha) ? { kind: 'yes', sha } : unknown(UNEXPECTED);
}

/** Whether a commit is in the history of another. */
export async function isAncestor(
  repository: Repository,
  commit: string,
  of: string,
): Promise<Answer> {
  const answer = await git(repository, ['merge-base', '--is-ancestor', commit, of]);
  if (!isDone(answer, 0, 1)) return failureOf(answer);
  return answer.code === 0 ? YES : NO;
}

/** A file of a commit: its mode and its object. */
export interface TreeEntry {
  readonly mode: string;
  readonly blob: string;
}

/** Mode and object of a file in a commit; "no" where the commit has no such file. */
export async function entryIn(
  repository: Repository,
  commit: string,
  path: string,
): Promise<Answer<TreeEntry>> {
  const words = ['ls-tree', '-z', '--full-tree', commit, '--', path];
  const answer = await git(repository, words);
  if (!isDone(answer)) return failureOf(answer);
  if (answer.out === '') return NO;
  const [, mode, type, blob] = /^(\d{6}) (\w+) ([0-9a-f]+)\t/.exec(answer.out) ?? [];
  if (mode === undefined || blob === undefined) return unknown(UNEXPECTED);
  return type === 'blob' ? { kind: 'yes', mode, blob } : NO;
}

/**
 * What each of these commits has at a path, by commit; one without the file is left out.
 * A file that the commit has and that git cannot read is unknown.
 */
export async function fileInCommits(
  repository: Repository,
  commits: readonly string[],
  path: string,
): Promise<Answer<{ readonly contents: ReadonlyMap<string, Buffer> }>> {
  if (commits.length === 0) return { kind: 'yes', contents: new Map() };
  const names = commits.map((commit) => `${commit}:${path}`);
  const input = names.map((name) => `${name}\n`).join('');
  const answer = await git(repository, ['cat-file', '--batch'], { input });
  if (!isDone(answer)) return failureOf(answer);
  const blobs = blobsIn(answer.bytes, names);
  if (blobs.kind === 'unknown') return blobs;
  const contents = new Map<string, Buffer>();
  for (const commit of commits) {
    const bytes = blobs.contents.get(`${commit}:${path}`);
    if (bytes !== undefined) {
      contents.set(commit, bytes);
      continue;
    }
    const entry = await entryIn(repository, commit, path);
    if (entry.kind === 'unknown') return entry;
    if (entry.kind === 'yes')
      return unknown(`the object of ${path} in ${commit.slice(0, 12)} is missing`);
  }
  return { kind: 'yes', contents };
}
