import type { Repository } from '../git/repository.ts';
import type { EnvironmentPlan, Plan } from '../plan/plan.ts';
import { partsOf } from './edit.ts';
import type { Version } from './history.ts';
import { isUnreleased } from '../domain/unreleased.ts';
import type { ReleasedImage } from './release-file.ts';
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
  /** The commit that the image was built from; undefined when this clone lacks it or git cannot tell. */
  readonly source: string | undefined;
  /** Distance to the environment that it is promoted from, if there is one. */
  readonly apart:
    | { readonly from: string; readonly behind: number; readonly ahead: number }
    | { readonly from: string; readonly unknown: string }
    | undefined;
}

/** What the release file of one environment says, and what it said before. */
export interface EnvironmentRelease {
  readonly environment: EnvironmentPlan;
  readonly from: string;
  readonly images: readonly ReleasedImage[];
  /** Entries that no component has. */
  readonly unknownEntries: readonly string[];
  readonly versions: readonly Version[];
  readonly shallow: boolean;
  readonly differs: boolean;
}

interface RunningInput {
  readonly plan: Plan;
  readonly sources: Repository;
  readonly places: readonly EnvironmentRelease[];
  readonly place: EnvironmentRelease;
}

/** What a component runs in an environment, since when, and how far from the one before. */
export async function runningOf(
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
  const source = await sourceCommitOf(sources, released ? tag : undefined);
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
    source: source.kind === 'yes' ? source.sha : undefined,
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
  return distance.kind === 'known'
    ? { from: name, behind: distance.behind, ahead: distance.ahead }
    : { from: name, unknown: distance.reason };
}
