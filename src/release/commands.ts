import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import type { ComponentPlan, EnvironmentPlan, Plan } from '../plan/plan.ts';
import { readProjectFile, replaceProjectFile } from './file.ts';
import { refuseFloatingTag } from './fixed-tag.ts';
import { parseImageReference } from './image-reference.ts';
import { pinnedImages, promote } from './promotion.ts';
import { imagesOf, setImage } from './release-file.ts';
import type { ReleasedImage } from './release-file.ts';
import { lineOf } from './report.ts';
import type { Report } from './report.ts';
import { verifySource } from './verify-source.ts';

/** Writes the images of `<component>=<reference>` assignments into the release file of an environment. */
export function setImages(root: string, plan: Plan, environment: string, assignments: readonly string[]): Report {
  const { name } = environmentOf(plan, environment);
  if (assignments.length === 0) throw new UserError('no image given', { hint: `Write <component>=<tag>@sha256:…; components: ${namesOf(plan.components)}` });
  const images = assignments.map((assignment) => assignedImage(plan, assignment));
  const repeated = images.find(({ repository }, index) => images.findIndex((other) => other.repository === repository) !== index);
  if (repeated !== undefined) throw new UserError(`${repeated.repository} is given twice`);
  return edited({ root, plan, environment: name, repositories: images.map(({ repository }) => repository) }, (text) => images.reduce(setImage, text));
}

/** What and how to promote. */
export interface Promotion {
  readonly from: string;
  readonly to: string;
  /** Component names; all of them when empty. */
  readonly components: readonly string[];
  /** Also demand that the images were built from the tree that is checked out, release files and secrets aside. */
  readonly verifySource: boolean;
}

/** Copies tag and digest of one environment's release to the environment that is promoted from it. */
export function promoteEnvironment(root: string, plan: Plan, { from, to, components, verifySource: verified }: Promotion): Report {
  const [source, target] = [environmentOf(plan, from), environmentOf(plan, to)];
  if (target.deploy.kind !== 'on-promotion' || target.deploy.from !== source.name) {
    const hint = target.deploy.kind === 'on-promotion' ? `${to} is promoted from ${target.deploy.from}.` : `${to} is built at every push to ${target.branch}.`;
    throw new UserError(`${to} is not promoted from ${from}`, { exitCode: 3, hint });
  }
  const repositories = (components.length === 0 ? plan.components : components.map((name) => componentOf(plan, name))).map(({ image }) => image.repository);
  const fromText = readProjectFile(root, paths.release(source.name));
  const branches = plan.environments.map(({ branch }) => branch);
  const images = pinnedImages(fromText, repositories);
  for (const { tag } of images) refuseFloatingTag(tag, branches);
  const notSource = plan.environments.flatMap(({ name }) => [paths.release(name), paths.overlay(name, 'secrets')]);
  if (verified) for (const tag of new Set(images.map(({ tag }) => tag))) verifySource(root, tag, notSource);
  return edited({ root, plan, environment: target.name, repositories }, (text) => promote(fromText, text, repositories));
}

interface Edit {
  readonly root: string;
  readonly plan: Plan;
  readonly environment: string;
  readonly repositories: readonly string[];
}

function edited({ root, plan, environment, repositories }: Edit, edit: (text: string) => string): Report {
  const file = paths.release(environment);
  const before = readProjectFile(root, file);
  const after = edit(before);
  const changed = before !== after;
  if (changed) replaceProjectFile(root, file, { before, after });
  const [old, current] = [imagesOf(before), imagesOf(after)];
  const images = repositories.map((repository) => ({
    component: plan.components.find(({ image }) => image.repository === repository)?.name ?? repository,
    before: partsOf(old, repository),
    after: { repository, ...partsOf(current, repository) },
  }));
  return { lines: [`${environment} (${file})`, ...images.map((image) => `  ${lineOf(image)}`)], data: { environment, file, changed, images } };
}

function partsOf(images: readonly ReleasedImage[], repository: string): Omit<ReleasedImage, 'repository'> {
  const image = images.find((candidate) => candidate.repository === repository);
  return { tag: image?.tag, digest: image?.digest };
}

function assignedImage(plan: Plan, assignment: string): ReleasedImage {
  const equals = assignment.indexOf('=');
  if (equals < 1) throw new UserError(`"${assignment}" names no component`, { hint: `Write <component>=<tag>@sha256:…; components: ${namesOf(plan.components)}` });
  const { image } = componentOf(plan, assignment.slice(0, equals));
  const { repository, tag, digest } = parseImageReference(assignment.slice(equals + 1));
  if (repository !== undefined && repository !== image.repository) throw new UserError(`${assignment.slice(0, equals)} is built as ${image.repository}, not ${repository}`, { hint: 'The registry follows from the config; leave out the repository.' });
  if (tag !== undefined) refuseFloatingTag(tag, plan.environments.map(({ branch }) => branch));
  return { repository: image.repository, tag, digest };
}

const environmentOf = (plan: Plan, name: string): EnvironmentPlan => named('environment', plan.environments, name);
const componentOf = (plan: Plan, name: string): ComponentPlan => named('component', plan.components, name);
const namesOf = (items: readonly { readonly name: string }[]): string => items.map(({ name }) => name).join(', ');

function named<T extends { readonly name: string }>(kind: string, items: readonly T[], name: string): T {
  const item = items.find((candidate) => candidate.name === name);
  if (item !== undefined) return item;
  throw new UserError(`there is no ${kind} "${name}"`, { hint: `Known: ${namesOf(items)}` });
}
