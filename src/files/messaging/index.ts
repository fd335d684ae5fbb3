import type { EnvironmentPlan, MessagingPlan } from '../../plan/plan.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import type { MessagingFiles } from './contract.ts';
import { dapr } from './dapr/index.ts';

/** How whatever carries the events of an environment is described, in every file that names it. */
export const messagingOf = (messaging: MessagingPlan): MessagingFiles =>
  byKind(messagings, messaging);

const nothing: MessagingFiles = {
  componentObjects: () => [],
  objects: () => [],
  egress: [],
  operators: [],
  prerequisites: [],
};

const messagings: ByKind<MessagingPlan, [], MessagingFiles> = { none: () => nothing, dapr };

/** The same for several environments: all that have one have the same kind. */
export function carrierOf(environments: readonly EnvironmentPlan[]): MessagingFiles {
  const found = environments.map(({ messaging }) => messaging).find(({ carries }) => carries);
  return found === undefined ? nothing : messagingOf(found);
}
