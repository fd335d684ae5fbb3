import type { Plan } from '../../plan/plan.ts';
import { unreleasedDigest, unreleasedTag } from '../../plan/unreleased.ts';
import type { ValueMap } from '../kustomize/value.ts';
import type { Owner } from '../../plan/chart-owners.ts';

/** What a release file says before the first release: the image of every component. */
export const released = ({ components }: Plan, owners: readonly Owner[]): ValueMap =>
  Object.fromEntries(components.flatMap(({ name, image: { repository } }) => owners.filter(({ kind, key }) => kind === 'component' && key === name).map(({ section }) => [section, { image: { repository, tag: unreleasedTag, digest: unreleasedDigest } }])));
