import { UserError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { forwardOnly } from './forward-only.ts';
import type { Direction } from './forward-only.ts';
import { editRelease } from './edit.ts';
import type { Edit, Service } from './edit.ts';
import { refuseFloatingTag } from './fixed-tag.ts';
import { parseImageReference } from './image-reference.ts';
import { componentOf, componentOfImage, environmentOf, namesOf } from './find.ts';
import { setImage } from './release-file.ts';
import type { ReleasedImage } from './release-file.ts';

/** Writes the images of `<component>=<reference>` assignments into the release file of an environment. */
export function setImages(
  service: Service,
  name: string,
  { assignments, ...direction }: Direction & { readonly assignments: readonly string[] },
): Edit {
  const { plan } = service;
  const environment = environmentOf(plan, name);
  const wanted = parseAssignments(plan, assignments);
  return async (files) => {
    const before = await files.read(environment.releaseFile);
    const { images, notes } = await forwardOnly(
      service,
      { environment, before, images: wanted },
      direction,
    );
    const repositories = wanted.map(({ repository }) => repository);
    return editRelease({
      plan,
      environment,
      before,
      after: images.reduce(setImage, before),
      repositories,
      notes,
      title: `chore(release): ${name} runs ${versionOf(plan, wanted)}`,
    });
  };
}

/** One tag when all images share it, otherwise each component with its own. */
export function versionOf(plan: Plan, images: readonly ReleasedImage[]): string {
  const versions = images.map(({ repository, tag, digest }) => ({
    component: componentOfImage(plan, repository),
    version: tag ?? digest ?? 'nothing',
  }));
  const [first, ...others] = new Set(versions.map(({ version }) => version));
  return others.length === 0 && first !== undefined
    ? first
    : versions.map(({ component, version }) => `${component} ${version}`).join(', ');
}

function parseAssignments(plan: Plan, assignments: readonly string[]): readonly ReleasedImage[] {
  if (assignments.length === 0)
    throw new UserError('an image is required', {
      hint: `Write <component>=<tag>@sha256:…; components: ${namesOf(plan.components)}`,
    });
  const images = assignments.map((assignment) => parseAssignment(plan, assignment));
  const repeated = images.find(
    ({ repository }, index) =>
      images.findIndex((other) => other.repository === repository) !== index,
  );
  if (repeated !== undefined) throw new UserError(`${repeated.repository} is set twice`);
  return images;
}

function parseAssignment(plan: Plan, assignment: string): ReleasedImage {
  const equals = assignment.indexOf('=');
  if (equals < 1)
    throw new UserError(`"${assignment}" has no component`, {
      hint: `Write <component>=<tag>@sha256:…; components: ${namesOf(plan.components)}`,
    });
  const { image } = componentOf(plan, assignment.slice(0, equals));
  const { repository, tag, digest } = parseImageReference(assignment.slice(equals + 1));
  if (repository !== undefined && repository !== image.repository)
    throw new UserError(
      `${assignment.slice(0, equals)} is built as ${image.repository}, not ${repository}`,
      { hint: 'The repository comes from the config; omit it.' },
    );
  if (tag !== undefined)
    refuseFloatingTag(
      tag,
      plan.environments.map(({ branch }) => branch),
    );
  return { repository: image.repository, tag, digest };
}
