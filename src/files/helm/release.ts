import type { Owner } from '../../plan/chart-owners.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { unreleasedDigest, unreleasedTag } from '../../domain/unreleased.ts';
import type { ValueMap } from '../../render/value.ts';
import { namespacePath, type ValuePath } from '../chart-parts/template.ts';
import { valueTree } from './value-tree.ts';
import { withValue } from './values.ts';

/** The image of a component, and where a release file says it. */
export interface ChartImage {
  readonly component: string;
  readonly path: ValuePath;
  readonly repository: string;
}

/** The images of a chart of everything: each stands in the section of its component. */
export const imagesOf = ({ components }: Plan, owners: readonly Owner[]): readonly ChartImage[] =>
  components.flatMap(({ name, image: { repository } }) =>
    owners
      .filter(({ kind, key }) => kind === 'component' && key === name)
      .map(({ section }) => ({ component: name, path: [section, 'image'], repository })),
  );

/** What a release file says before the first release: the image of every component. */
export const releaseValuesOf = (images: readonly ChartImage[]): ValueMap =>
  valueTree(
    images.map(({ path, repository }) => [
      path,
      { repository, tag: unreleasedTag, digest: unreleasedDigest },
    ]),
  );

/**
 * What templates know beside our values, before the first release:
 * the images, and the namespace that they are installed into.
 */
export const givenValues = (
  images: readonly ChartImage[],
  { namespace }: EnvironmentPlan,
): ValueMap => withValue(releaseValuesOf(images), namespacePath, namespace);
