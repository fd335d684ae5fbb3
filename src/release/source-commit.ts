import { findCommit, isAncestor, isShallow } from '../git/commits.ts';
import { gitText } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';
import { gitProblem } from './repository.ts';

/** How two images stand to each other, by the commits that they were built from. */
export type Distance =
  | {
      readonly kind: 'known';
      /** Commits that only the first, or only the second, was built from. */ readonly ahead: number;
      readonly behind: number;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The commit that a tag names: a commit's sha of at least twelve digits, or a tag of git. */
export async function sourceCommitOf(
  sources: Repository,
  tag: string | undefined,
): Promise<string | undefined> {
  if (tag === undefined) return undefined;
  const commit = await findCommit(
    sources,
    /^[0-9a-f]{12,64}$/.test(tag) ? tag : `refs/tags/${tag}`,
  );
  return commit.kind === 'yes' ? commit.sha : undefined;
}

/** How many commits lie between the sources of two tags; unknown where git cannot tell, with the reason. */
export async function distanceOf(
  sources: Repository,
  first: string | undefined,
  second: string | undefined,
): Promise<Distance> {
  if (first !== undefined && first === second) return { kind: 'known', ahead: 0, behind: 0 };
  const reason = await gitProblem(sources);
  if (reason !== undefined) return { kind: 'unknown', reason };
  const [one, other] = [
    await sourceCommitOf(sources, first),
    await sourceCommitOf(sources, second),
  ];
  if (one === undefined || other === undefined)
    return {
      kind: 'unknown',
      reason: `${(one === undefined ? first : second) ?? 'an image without a tag'} is not a commit in this clone`,
    };
  const shallow = await isShallow(sources);
  const counts = (
    await gitText(sources, ['rev-list', '--left-right', '--count', `${one}...${other}`])
  )
    ?.split('\t')
    .map(Number);
  const [ahead, behind] = counts ?? [];
  // What a shallow clone lacks would be counted as if it had never
  // been; one that contains the other is certain all the same.
  if (
    ahead === undefined ||
    behind === undefined ||
    (shallow && !(await isCertain(sources, one, other)))
  ) {
    return {
      kind: 'unknown',
      reason: shallow
        ? 'the clone is shallow (git fetch --unshallow)'
        : 'git cannot compare the two',
    };
  }
  return { kind: 'known', ahead, behind };
}

const isCertain = async (sources: Repository, one: string, other: string): Promise<boolean> =>
  (await isAncestor(sources, one, other)).kind === 'yes' ||
  (await isAncestor(sources, other, one)).kind === 'yes';
