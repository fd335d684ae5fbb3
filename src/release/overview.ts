import { known } from '../git/answer.ts';
import { checkedOutBranch, entryIn, findCommit, isShallow, prefixOf } from '../git/commits.ts';
import { requireGit } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';
import type { EnvironmentPlan, Plan } from '../plan/plan.ts';
import type { Service } from './edit.ts';
import { readProjectFile } from './file.ts';
import { versionsOf } from './history.ts';
import { imagesOf } from './release-file.ts';
import { filesOfCommit } from './release-files.ts';
import { gitProblem } from './repository.ts';
import { unknownEntriesIn } from './unknown-entries.ts';
import { type Running, runningOf, type EnvironmentRelease } from './running.ts';

/** What runs where, and what could not be found out. */
export interface Overview {
  readonly running: readonly Running[];
  readonly notes: readonly string[];
}

/** Reads what every environment runs from its branch, as far as this clone knows it; asks no remote. */
export async function overviewOf(
  { plan, sources }: Service,
  repository: Repository,
): Promise<Overview> {
  const reason = await gitProblem(repository);
  const places = await Promise.all(
    plan.environments.map((environment) =>
      readEnvironmentRelease({ repository, plan, hasGit: reason === undefined }, environment),
    ),
  );
  const running = await Promise.all(
    places.flatMap((place) =>
      plan.components.map(({ name, image }) =>
        runningOf({ plan, sources, places, place }, name, image.repository),
      ),
    ),
  );
  const local = places
    .filter(({ differs }) => differs)
    .map(
      ({ environment, from }) =>
        `${environment.name}: the working tree has another release than ${from}, which is deployed`,
    );
  const unknownEntries = places.flatMap((place) => place.unknownEntries);
  if (reason !== undefined)
    return {
      running,
      notes: [...unknownEntries, `${reason}: age, commit and distance are unknown`],
    };
  const uncommitted = places
    .filter(
      ({ from, images, versions }) =>
        from === WORKING_TREE && JSON.stringify(images) !== JSON.stringify(versions[0]?.images),
    )
    .map(
      ({ environment }) => `${environment.name}: the release in the working tree is not committed`,
    );
  const shallow = (await isShallowClone(repository))
    ? ['this clone is shallow, so older releases and distances are unknown: git fetch --unshallow']
    : [];
  const asked = places.some(({ from }) => from.includes('/'))
    ? ['remote branches are as of the last git fetch']
    : [];
  return { running, notes: [...unknownEntries, ...local, ...uncommitted, ...shallow, ...asked] };
}

const WORKING_TREE = 'working tree';

/**
 * The branch of an environment at its remote, else in this clone,
 * else the folder: whatever is nearest to what Argo CD reads.
 */
async function readEnvironmentRelease(
  { repository, plan, hasGit }: OverviewInput,
  environment: EnvironmentPlan,
): Promise<EnvironmentRelease> {
  const path = environment.releaseFile;
  if (!hasGit)
    return {
      environment,
      from: WORKING_TREE,
      ...contentsOf(plan, environment, readProjectFile(repository.folder, path)),
      versions: [],
      shallow: false,
      differs: false,
    };
  const prefix = await prefixOf(repository);
  const head = await headOf(repository);
  const { name, commit } = await branchOf(repository, {
    branch: environment.branch,
    head,
    path: `${prefix}${path}`,
  });
  const folder = readProjectFile(repository.folder, path);
  const text =
    name === undefined ? folder : await filesOfCommit(repository, commit, prefix).read(path);
  return {
    environment,
    from: name ?? WORKING_TREE,
    ...contentsOf(plan, environment, text),
    versions: await versionsOf(repository, commit, `${prefix}${path}`),
    shallow: await isShallowClone(repository),
    differs: name !== undefined && text !== folder && head === environment.branch,
  };
}

interface OverviewInput {
  readonly repository: Repository;
  readonly plan: Plan;
  readonly hasGit: boolean;
}

const contentsOf = (
  plan: Plan,
  environment: EnvironmentPlan,
  text: string,
): Pick<EnvironmentRelease, 'images' | 'unknownEntries'> => ({
  images: imagesOf(text),
  unknownEntries: unknownEntriesIn(plan, environment, text).lines,
});

const isShallowClone = async (repository: Repository): Promise<boolean> =>
  known(await isShallow(repository), 'whether this clone has its whole history').kind === 'yes';

/** The branch that is checked out, if any. */
async function headOf(repository: Repository): Promise<string | undefined> {
  const head = known(await checkedOutBranch(repository), 'which branch is checked out');
  return head.kind === 'yes' ? head.ref.replace('refs/heads/', '') : undefined;
}

interface BranchInput {
  readonly branch: string;
  readonly head: string | undefined;
  readonly path: string;
}

/** The first branch of this name that has the file. */
async function branchOf(
  repository: Repository,
  { branch, head, path }: BranchInput,
): Promise<{ readonly name: string | undefined; readonly commit: string }> {
  const remotes = await requireGit(repository, ['remote'], { what: 'list the remotes' });
  const names = [
    ...remotes
      .split('\n')
      .filter((remote) => remote !== '')
      .map((remote) => `refs/remotes/${remote}/${branch}`),
    ...(head === branch ? [] : [`refs/heads/${branch}`]),
  ];
  for (const name of names) {
    const question = `whether ${name} has ${path}`;
    const commit = known(await findCommit(repository, name), question);
    if (
      commit.kind === 'yes' &&
      known(await entryIn(repository, commit.sha, path), question).kind === 'yes'
    )
      return { name: name.replace(/^refs\/(?:remotes|heads)\//, ''), commit: commit.sha };
  }
  return { name: undefined, commit: 'HEAD' };
}
