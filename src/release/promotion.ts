import { UserError } from '../errors.ts';
import { partsOf } from '../plan/namespaces.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../plan/plan.ts';
import { forwardOnly } from './forward-only.ts';
import type { Direction } from './forward-only.ts';
import { editRelease } from './edit.ts';
import type { Edit, Service } from './edit.ts';
import { refuseFloatingTag } from './fixed-tag.ts';
import { environmentOf, repositoriesOf } from './find.ts';
import { isUnreleased } from '../domain/unreleased.ts';
import { imagesOf, setImage } from './release-file.ts';
import type { ReleasedImage } from './release-file.ts';
import { refuseUnknownEntries } from './unknown-entries.ts';
import { verifyApproved, verifySource } from './verify-source.ts';

/** What and how to promote. */
export interface Promotion extends Direction {
  readonly from: string;
  readonly to: string;
  /** Component names; all of them when empty. */
  readonly components: readonly string[];
  /**
   * Also demand that the images were built from the tree that is
   * checked out (or pushed to), release files and secrets aside.
   */
  readonly verifySource: boolean;
  /**
   * The commit that somebody approved: what came to the branch since
   * may only be releases of later environments, and secrets.
   */
  readonly approved: string | undefined;
  /** Change nothing, instead of refusing, where nothing was released yet. */
  readonly ifReleased: boolean;
}

/** Copies tag and digest of one environment's release to the environment that is promoted from it. */
export function promote(
  service: Service,
  { from, to, components, verifySource: verified, approved, ifReleased, ...direction }: Promotion,
): Edit {
  const { plan, sources } = service;
  const target = promotionTarget(plan, from, to);
  const repositories = repositoriesOf(plan, components);
  const title = `chore(release): promote ${from} to ${to}`;
  return async (files) => {
    const [source, before] = [
      await files.read(environmentOf(plan, from).releaseFile),
      await files.read(target.releaseFile),
    ];
    refuseUnknownEntries(plan, environmentOf(plan, from), source);
    if (ifReleased && imagesOf(source).every(isUnreleased)) {
      return editRelease({
        plan,
        environment: target,
        before,
        after: before,
        repositories,
        title,
        notes: [
          `${from} has no release yet, so there is nothing to promote; to start, see ${paths.firstDeploy}`,
        ],
      });
    }
    const images = pinnedImages(source, repositories);
    for (const { tag } of images)
      refuseFloatingTag(
        tag,
        plan.environments.map(({ branch }) => branch),
      );
    if (approved !== undefined)
      await verifyApproved(sources, approved, {
        commit: files.commit,
        exclude: notSourceOf(plan).filter((path) => path !== environmentOf(plan, from).releaseFile),
      });
    if (verified)
      for (const tag of new Set(images.map(({ tag }) => tag)))
        await verifySource(sources, tag, { commit: files.commit, exclude: notSourceOf(plan) });
    const forward = await forwardOnly(service, { environment: target, before, images }, direction);
    return editRelease({
      plan,
      environment: target,
      before,
      after: forward.images.reduce(setImage, before),
      repositories,
      notes: forward.notes,
      title,
    });
  };
}

/** What no image is built from: release files and secrets. */
const notSourceOf = ({ environments }: Plan): readonly string[] =>
  environments.flatMap((environment) => [
    environment.releaseFile,
    ...partsOf(environment).map(({ folder }) => paths.overlay(folder, 'secrets')),
  ]);

function promotionTarget(plan: Plan, from: string, to: string): EnvironmentPlan {
  const [source, target] = [environmentOf(plan, from), environmentOf(plan, to)];
  if (target.deploy.kind === 'on-promotion' && target.deploy.from === source.name) return target;
  const hint =
    target.deploy.kind === 'on-promotion'
      ? `${to} is promoted from ${target.deploy.from}.`
      : `${to} is built on every push to ${target.branch}.`;
  throw new UserError(`${to} is not promoted from ${from}`, { exitCode: 3, hint });
}

/** A released image whose tag and digest are both known. */
type PinnedImage = ReleasedImage & { readonly tag: string; readonly digest: string };

/** The images of these repositories; one that was never released, or not by digest, is refused. */
function pinnedImages(text: string, repositories: readonly string[]): readonly PinnedImage[] {
  const images = imagesOf(text);
  return repositories.map((repository) => {
    const image = images.find((candidate) => candidate.repository === repository);
    if (image === undefined)
      throw refusal(
        `the release file has no image ${repository}`,
        'Run npx projen to add the entries of new components.',
      );
    const { tag, digest } = image;
    if (isUnreleased({ tag, digest }))
      throw refusal(
        `${repository} is unreleased there: there is nothing to promote`,
        'Push to the branch of the first environment and wait for its deploy workflow.',
      );
    if (tag === undefined || digest === undefined)
      throw refusal(
        `${repository} is not pinned by tag and digest there, so it is unknown which image was tested`,
        'Let the deploy workflow write it, or set both: gitops-service set-image <env> <component>=<tag>@sha256:…',
      );
    return { repository, tag, digest };
  });
}

const refusal = (message: string, hint: string): UserError =>
  new UserError(message, { exitCode: 3, hint });
