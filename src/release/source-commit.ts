import { NO, UNEXPECTED, unknown } from '../git/answer.ts';
import type { Answer, Unknown } from '../git/answer.ts';
import { findCommit, isAncestor, isRepository, isShallow } from '../git/commits.ts';
import { git } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';
import { failureOf, isDone } from '../git/run.ts';

/** How two images stand to each other, by the commits that they were built from. */
export type Distance =
  | {
      readonly kind: 'known';
      /** Commits that only the first, or only the second, was built from. */ readonly ahead: number;
      readonly behind: number;
    }
  /** This clone does not hold what is compared. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Git could not say. */
  | { readonly kind: 'failed'; readonly reason: string };

/** The commit that a tag names: a commit's sha of at least twelve digits, or a tag of git. */
export async function sourceCommitOf(
  sources: Repository,
  tag: string | undefined,
): Promise<Answer<{ readonly sha: string }>> {
  if (tag === undefined) return NO;
  return findCommit(sources, /^[0-9a-f]{12,64}$/.test(tag) ? tag : `refs/tags/${tag}`);
}

/** How many commits lie between the sources of two tags; where that is not known, with the reason. */
export async function distanceOf(
  sources: Repository,
  first: string | undefined,
  second: string | undefined,
): Promise<Distance> {
  if (first !== undefined && first === second) return { kind: 'known', ahead: 0, behind: 0 };
  const repository = await isRepository(sources);
  if (repository.kind === 'unknown') return failed(repository);
  if (repository.kind === 'no') return unknown('not a git repository');
  const [one, other] = [
    await sourceCommitOf(sources, first),
    await sourceCommitOf(sources, second),
  ];
  if (one.kind === 'unknown') return failed(one);
  if (other.kind === 'unknown') return failed(other);
  if (one.kind === 'no' || other.kind === 'no')
    return unknown(
      `${(one.kind === 'no' ? first : second) ?? 'an image without a tag'} is not a commit in this clone`,
    );
  return distanceBetween(sources, one.sha, other.sha);
}

async function distanceBetween(sources: Repository, one: string, other: string): Promise<Distance> {
  const shallow = await isShallow(sources);
  if (shallow.kind === 'unknown') return failed(shallow);
  const counts = await git(sources, ['rev-list', '--left-right', '--count', `${one}...${other}`]);
  // What a shallow clone lacks would be counted as if it had never
  // been; one that contains the other is certain all the same.
  if (shallow.kind === 'yes' && !(isDone(counts) && (await isCertain(sources, one, other))))
    return unknown('the clone is shallow (git fetch --unshallow)');
  if (!isDone(counts)) return failed(failureOf(counts));
  const [, ahead, behind] = /^(\d+)\t(\d+)\n?$/.exec(counts.out) ?? [];
  return ahead === undefined || behind === undefined
    ? failed(unknown(UNEXPECTED))
    : { kind: 'known', ahead: Number(ahead), behind: Number(behind) };
}

const failed = ({ reason }: Unknown): Distance => ({ kind: 'failed', reason });

const isCertain = async (sources: Repository, one: string, other: string): Promise<boolean> =>
  (await isAncestor(sources, one, other)).kind === 'yes' ||
  (await isAncestor(sources, other, one)).kind === 'yes';
