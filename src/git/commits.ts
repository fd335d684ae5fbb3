import { NO, NOT_INSTALLED, YES, isOutside, reasonIn, unknown } from './answer.ts';
import type { Answer, Unknown } from './answer.ts';
import { blobsIn } from './blobs.ts';
import { git, gitCodes, gitText } from './repository.ts';
import type { GitAnswer, Repository } from './repository.ts';

/** Whether the folder is in a repository. */
export async function isRepository(repository: Repository): Promise<Answer> {
  const answer = await git(repository, ['rev-parse', '--git-dir']);
  if (answer.code === 0) return YES;
  return isOutside(answer.err) ? NO : failureOf(answer, repository);
}

/** The path of a folder of ours inside its repository, with a slash at its end; empty at the top. */
export const prefixOf = async (repository: Repository): Promise<string> =>
  (await gitText(repository, ['rev-parse', '--show-prefix'])) ?? '';

/** Whether the clone lacks the older part of its history. */
export const isShallow = async (repository: Repository): Promise<boolean> =>
  (await gitText(repository, ['rev-parse', '--is-shallow-repository'])) === 'true';

/** The full sha of a commit that somebody named; "no" where this clone does not have it. */
export async function findCommit(
  repository: Repository,
  name: string,
): Promise<Answer<{ readonly sha: string }>> {
  const answer = await git(repository, [
    'rev-parse',
    '--quiet',
    '--verify',
    '--end-of-options',
    `${name}^{commit}`,
  ]);
  if (answer.code === 0) return { kind: 'yes', sha: answer.out.trim() };
  return answer.code === 1 || answer.err === '' ? NO : failureOf(answer, repository);
}

/** Whether a commit is in the history of another. */
export async function isAncestor(
  repository: Repository,
  commit: string,
  of: string,
): Promise<Answer> {
  const answer = await git(repository, ['merge-base', '--is-ancestor', commit, of]);
  if (answer.code === 0) return YES;
  return answer.code === 1 ? NO : failureOf(answer, repository);
}

/** The files that git knows by these names, such as `<sha>:a.txt`; a name without a file is left out. */
export async function blobsOf(
  repository: Repository,
  names: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (names.length === 0) return new Map();
  const { bytes } = await git(repository, ['cat-file', '--batch'], {
    input: `${names.join('\n')}\n`,
  });
  return blobsIn(bytes, names);
}

function failureOf({ code, err }: GitAnswer, { seconds }: Repository): Unknown {
  if (code === gitCodes.notInstalled) return unknown(NOT_INSTALLED);
  return unknown(
    code === gitCodes.timedOut ? `no response within ${String(seconds)} seconds` : reasonIn(err),
  );
}
