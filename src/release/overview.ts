import { findCommit, isShallow, prefixOf } from '../git/commits.ts';
import { git, gitText } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';
import type { EnvironmentPlan, Plan } from '../plan/plan.ts';
import { partsOf } from './edit.ts';
import type { Service } from './edit.ts';
import { readProjectFile } from './file.ts';
import { versionsOf } from './history.ts';
import type { Version } from './history.ts';
import { imagesOf, isUnreleased } from './release-file.ts';
import type { ReleasedImage } from './release-file.ts';
import { filesOfCommit } from './release-files.ts';
import { gitProblem } from './repository.ts';
import { unknownEntriesIn } from './unknown-entries.ts';
import { distanceOf, sourceCommitOf } from './source-commit.ts';

/** What one component runs in one environment. */
export interface Running {
  readonly environment: string;
  readonly component: string;
  /** What was read: `origin/main`, another branch, or `working tree`. */
  readonly from: string;
  readonly released: boolean;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** When the release was committed, in ISO 8601; undefined when git cannot tell. */
  readonly since: string | undefined;
  /** The commit that brought the image here. */
  readonly release: string | undefined;
  /** The commit that the image was built from, if this clone has it. */
  readonly source: string | undefined;
  /** Distance to the environment that it is promoted from, if there is one. */
  readonly apart:
    | { readonly from: string; readonly behind: number; readonly ahead: number }
    | { readonly from: string; readonly unknown: string }
    | undefined;
}

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
  const shallow = (await isShallow(repository))
    ? ['this clone is shallow, so older releases and distances are unknown: git fetch --unshallow']
    : [];
  const asked = places.some(({ from }) => from.includes('/'))
    ? ['remote branches are as of the last git fetch']
    : [];
  return { running, notes: [...unknownEntries, ...local, ...uncommitted, ...shallow, ...asked] };
}

const WORKING_TREE = 'working tree';

interface EnvironmentRelease {
  readonly environment: EnvironmentPlan;
  readonly from: string;
  readonly images: readonly ReleasedImage[];
  /** Entries that no component has. */
  readonly unknownEntries: readonly string[];
  readonly versions: readonly Version[];
  readonly shallow: boolean;
  readonly differs: boolean;
}

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
  const { name, commit } = await branchOf(repository, environment.branch, `${prefix}${path}`);
  const folder = readProjectFile(repository.folder, path);
  const text =
    name === undefined ? folder : await filesOfCommit(repository, commit, prefix).read(path);
  return {
    environment,
    from: name ?? WORKING_TREE,
    ...contentsOf(plan, environment, text),
    versions: await versionsOf(repository, commit, `${prefix}${path}`),
    shallow: await isShallow(repository),
    differs:
      name !== undefined &&
      text !== folder &&
      (await gitText(repository, ['symbolic-ref', '--quiet', '--short', 'HEAD'])) ===
        environment.branch,
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

/** The first branch of this name that has the file. */
async function branchOf(
  repository: Repository,
  branch: string,
  path: string,
): Promise<{ readonly name: string | undefined; readonly commit: string }> {
  const remotes = (await gitText(repository, ['remote']))?.split('\n') ?? [];
  const head = await gitText(repository, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  const names = [
    ...remotes
      .filter((remote) => remote !== '')
      .map((remote) => `refs/remotes/${remote}/${branch}`),
    ...(head === branch ? [] : [`refs/heads/${branch}`]),
  ];
  for (const name of names) {
    const commit = await findCommit(repository, name);
    if (
      commit.kind === 'yes' &&
      (await git(repository, ['cat-file', '-e', `${commit.sha}:${path}`])).code === 0
    )
      return { name: name.replace(/^refs\/(?:remotes|heads)\//, ''), commit: commit.sha };
  }
  return { name: undefined, commit: 'HEAD' };
}

interface RunningInput {
  readonly plan: Plan;
  readonly sources: Repository;
  readonly places: readonly EnvironmentRelease[];
  readonly place: EnvironmentRelease;
}

async function runningOf(
  { sources, places, place }: RunningInput,
  component: string,
  repository: string,
): Promise<Running> {
  const { tag, digest } = partsOf(place.images, repository);
  const {
    environment: { name, deploy },
    from,
  } = place;
  const released = isReleased(tag, digest);
  const version = released ? releaseOf(place, repository) : undefined;
  const source = released ? await sourceCommitOf(sources, tag) : undefined;
  const before =
    deploy.kind === 'on-promotion'
      ? places.find(({ environment }) => environment.name === deploy.from)
      : undefined;
  const apart =
    before === undefined || !released
      ? undefined
      : await apartOf(sources, tag, {
          name: before.environment.name,
          ...partsOf(before.images, repository),
        });
  return {
    environment: name,
    component,
    from,
    released,
    tag,
    digest,
    since: version?.date,
    release: version?.commit,
    source,
    apart,
  };
}

const isReleased = (tag: string | undefined, digest: string | undefined): boolean =>
  (tag ?? digest) !== undefined && !isUnreleased({ tag, digest });

/** The oldest version of the run of versions that hold this image. */
function releaseOf(
  { images, versions, shallow }: EnvironmentRelease,
  repository: string,
): Version | undefined {
  const runs = JSON.stringify(partsOf(images, repository));
  const other = versions.findIndex(
    (version) => JSON.stringify(partsOf(version.images, repository)) !== runs,
  );
  // The first commit of a shallow clone seems to bring everything.
  if (other < 0 && shallow) return undefined;
  return versions[(other < 0 ? versions.length : other) - 1];
}

async function apartOf(
  sources: Repository,
  tag: string | undefined,
  { name, ...other }: { readonly name: string } & ReturnType<typeof partsOf>,
): Promise<Running['apart']> {
  if (!isReleased(other.tag, other.digest)) return { from: name, unknown: `${name} is unreleased` };
  const distance = await distanceOf(sources, tag, other.tag);
  return distance.kind === 'unknown'
    ? { from: name, unknown: distance.reason }
    : { from: name, behind: distance.behind, ahead: distance.ahead };
}
