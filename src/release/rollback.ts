import { UserError } from '../errors.ts';
import { editRelease, partsOf } from './edit.ts';
import type { Edit, Service } from './edit.ts';
import { findCommit, isShallow, prefixOf } from '../git/commits.ts';
import type { Repository } from '../git/repository.ts';
import { versionsOf } from './history.ts';
import { componentOfImage, environmentOf, repositoriesOf } from './find.ts';
import { isUnreleased } from '../domain/unreleased.ts';
import { imagesOf, setImage } from './release-file.ts';
import type { ReleasedImage } from './release-file.ts';
import type { ReleaseFiles } from './release-files.ts';
import { nameOfImage } from './reported-image.ts';
import { demandRepository } from './repository.ts';
import { versionOf } from './set-images.ts';

/** How far to go back. */
export interface Rollback {
  readonly environment: string;
  /** Component names; all of them when empty. */
  readonly components: readonly string[];
  /** A number of releases, or a commit whose release file shall hold again. */
  readonly to: string;
}

/**
 * Writes images that ran before, from the git history of the
 * release file; the file keeps its comments and its form.
 */
export function rollback(
  { plan }: Service,
  target: Repository,
  { environment: name, components, to }: Rollback,
): Edit {
  const environment = environmentOf(plan, name);
  const repositories = repositoriesOf(plan, components);
  let chosen: ChosenRelease | undefined;
  return async (files) => {
    const before = await files.read(environment.releaseFile);
    const runs = selectedImages(imagesOf(before), repositories);
    // What goes back is decided once: at a later attempt "the release before" may be the bad one.
    chosen ??= {
      ...(await findEarlier(target, files, {
        path: environment.releaseFile,
        to,
        repositories,
        runs,
      })),
      instead: runs,
    };
    if (keyOf(runs) !== keyOf(chosen.instead) && keyOf(runs) !== keyOf(chosen.images))
      throw refusal(
        `${name} received another release meanwhile: ${describeImages(runs)}`,
        'Check it, and run the command again if you still want to roll back.',
      );
    for (const image of chosen.images)
      refuseUnreleased(image, componentOfImage(plan, image.repository), chosen.commit);
    const notes = [
      `${name} is rolled back to the release of ${chosen.commit.slice(0, 12)} (${chosen.date})`,
    ];
    return editRelease({
      plan,
      environment,
      before,
      after: chosen.images.reduce(setImage, before),
      repositories,
      notes,
      title: `chore(release): roll ${name} back to ${versionOf(plan, chosen.images)}`,
    });
  };
}

interface Release {
  readonly commit: string;
  readonly date: string;
  readonly images: readonly ReleasedImage[];
}

interface ChosenRelease extends Release {
  /** What ran when this was chosen. */
  readonly instead: readonly ReleasedImage[];
}

interface Search {
  readonly path: string;
  readonly to: string;
  readonly repositories: readonly string[];
  readonly runs: readonly ReleasedImage[];
}

async function findEarlier(
  target: Repository,
  files: ReleaseFiles,
  { path, to, repositories, runs }: Search,
): Promise<Release> {
  await demandRepository(target);
  const fullPath = `${await prefixOf(target)}${path}`;
  if (!/^[0-9]{1,4}$/.test(to))
    return releaseAt(target, { path: fullPath, commit: to, repositories });
  if (Number(to) === 0)
    throw new UserError('--to 0 is what runs now', {
      hint: 'Set how many releases to go back, starting at 1, or a commit.',
    });
  const versions = await versionsOf(target, files.commit, fullPath);
  const past = releasesBefore(
    runs,
    versions.map((version) => ({
      ...version,
      images: selectedImages(version.images, repositories),
    })),
  );
  const found = past[Number(to) - 1];
  if (found !== undefined) return found;
  const shallow = (await isShallow(target))
    ? ' This clone is shallow: run git fetch --unshallow for the rest.'
    : '';
  throw refusal(
    `the history of ${path} has ${String(past.length)} earlier release(s), not ${to}`,
    `Set a commit with --to <commit>. To list them: git log -p -- ${path}.${shallow}`,
  );
}

async function releaseAt(
  target: Repository,
  {
    path,
    commit,
    repositories,
  }: { readonly path: string; readonly commit: string; readonly repositories: readonly string[] },
): Promise<Release> {
  const found = await findCommit(target, commit);
  if (found.kind === 'unknown')
    throw refusal(
      `whether there is a commit "${commit}" in this clone is unknown: ${found.reason}`,
      'Fix the git error, then try again.',
    );
  if (found.kind === 'no')
    throw refusal(
      `commit "${commit}" is not in this clone`,
      `Commits that changed the release: git log --oneline -- ${path}`,
    );
  const [version] = await versionsOf(target, found.sha, path);
  if (version === undefined)
    throw refusal(
      `there was no release file at ${found.sha.slice(0, 12)}`,
      `Commits that changed it: git log --oneline -- ${path}`,
    );
  return { ...version, images: selectedImages(version.images, repositories) };
}

/**
 * The releases before the one that runs, the newest first. Releases that were rolled back do not count,
 * so a second rollback goes further back instead of to the image that the first one took away.
 */
export function releasesBefore(
  runs: readonly ReleasedImage[],
  versions: readonly Release[],
): readonly Release[] {
  const kept: Release[] = [];
  for (const version of [{ commit: '', date: '', images: runs }, ...versions].reverse()) {
    const again = kept.findIndex(({ images }) => keyOf(images) === keyOf(version.images));
    if (again < 0) kept.push(version);
    else kept.length = again + 1;
  }
  return kept.reverse().slice(1);
}

const selectedImages = (
  images: readonly ReleasedImage[],
  repositories: readonly string[],
): readonly ReleasedImage[] =>
  repositories.map((repository) => ({ repository, ...partsOf(images, repository) }));

const keyOf = (images: readonly ReleasedImage[]): string =>
  JSON.stringify(images.map(({ repository, tag, digest }) => [repository, tag, digest]));

const describeImages = (images: readonly ReleasedImage[]): string =>
  images.map(nameOfImage).join(', ');

function refuseUnreleased(image: ReleasedImage, component: string, commit: string): void {
  if (!isUnreleased(image) && (image.tag ?? image.digest) !== undefined) return;
  throw refusal(
    `${component} was unreleased at ${commit.slice(0, 12)}: there is nothing to roll back to`,
    'Choose a later release with --to, or the other components with --component.',
  );
}

const refusal = (message: string, hint: string): UserError =>
  new UserError(message, { exitCode: 3, hint });
