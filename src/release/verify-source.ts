import { UserError } from '../errors.ts';
import { NOT_INSTALLED } from '../git/answer.ts';
import { findCommit } from '../git/commits.ts';
import { git } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';
import { failureOf, isDone } from '../git/run.ts';

/** What is compared: an older commit with a newer one, the excluded paths of the project aside. */
export interface Comparison {
  /** The newer one: `HEAD`, or a commit. */
  readonly commit: string;
  /** Files and folders, as paths of the project. */
  readonly exclude: readonly string[];
}

/**
 * Refuses unless the commit that an image was built from has the same tree as the given one, the excluded paths aside.
 * Trees are compared, not histories, so a squash merge is fine.
 */
export async function verifySource(
  sources: Repository,
  tag: string,
  comparison: Comparison,
): Promise<void> {
  if (!/^[0-9a-f]{40}$/.test(tag))
    throw refusal(
      `"${tag}" is not a full commit SHA, so the source of the image is unknown`,
      'Promote an image that the deploy workflow built.',
    );
  await demand(sources, tag, `commit ${tag}, which the image was built from,`);
  const paths = await differingPaths(sources, tag, comparison);
  if (paths.length === 0) return;
  throw refusal(
    `the image was not built from this tree: since ${tag.slice(0, 12)}, ${differenceText(paths)}`,
    'Wait until the previous environment has deployed these sources, merge again, ' +
      'and promote that. For a hotfix, start the deploy workflow manually with hotfix.',
  );
}

/** Refuses when the branch holds other sources than the commit that somebody approved. */
export async function verifyApproved(
  sources: Repository,
  approved: string,
  comparison: Comparison,
): Promise<void> {
  await demand(sources, approved, `the approved commit ${approved}`);
  const paths = await differingPaths(sources, approved, comparison);
  if (paths.length === 0) return;
  throw refusal(
    `the branch has changed since the approved commit ${approved.slice(0, 12)}: ${differenceText(paths)}`,
    'Approve the newest run of the workflow instead.',
  );
}

async function demand(sources: Repository, commit: string, what: string): Promise<void> {
  const found = await findCommit(sources, commit);
  if (found.kind === 'unknown' && found.reason === NOT_INSTALLED)
    throw new UserError(NOT_INSTALLED, {
      hint: 'Install git: it compares what was tested and approved.',
    });
  if (found.kind === 'unknown')
    throw refusal(
      `whether ${what} is in this clone is unknown: ${found.reason}`,
      'Fix the git error, then try again.',
    );
  if (found.kind === 'no')
    throw refusal(`${what} is not in this clone`, `Fetch it first: git fetch origin ${commit}`);
}

async function differingPaths(
  sources: Repository,
  from: string,
  { commit, exclude }: Comparison,
): Promise<readonly string[]> {
  // Plumbing: no setting of the user's git changes what it compares.
  const answer = await git(sources, [
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--relative',
    `${from}^{tree}`,
    `${commit}^{tree}`,
    '--',
    '.',
    ...exclude.map((path) => `:(exclude,literal)${path}`),
  ]);
  if (!isDone(answer))
    throw refusal(
      `git cannot compare ${from} with ${commit}: ${failureOf(answer).reason}`,
      'Run this inside the repository, with at least one commit.',
    );
  return answer.out.split('\0').filter((path) => path !== '');
}

const differenceText = (paths: readonly string[]): string =>
  `${String(paths.length)} file(s) differ ` +
  `(${paths.slice(0, 5).join(', ')}${paths.length > 5 ? `, and ${String(paths.length - 5)} more` : ''})`;

const refusal = (message: string, hint: string): UserError =>
  new UserError(message, { exitCode: 3, hint });
