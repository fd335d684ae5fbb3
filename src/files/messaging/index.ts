import type { Owner } from '../../plan/chart-owners.ts';
import type { EnvironmentPlan, MessagingPlan, Plan } from '../../plan/plan.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { noPart, type Part } from '../chart-parts/leaf.ts';
import type { MessagingFiles } from './contract.ts';
import { dapr } from './dapr/index.ts';
import { noMessaging } from './none.ts';

/** How whatever carries the events of an environment is described, in every file that names it. */
export const messagingOf = (messaging: MessagingPlan): MessagingFiles =>
  byKind(messagings, messaging);

const messagings: ByKind<MessagingPlan, [], MessagingFiles> = { none: noMessaging, dapr };

/** The same for several environments: all that have one have the same kind. */
export function carrierOf(environments: readonly EnvironmentPlan[]): MessagingFiles {
  const found = environments.map(({ messaging }) => messaging).find(({ carries }) => carries);
  return found === undefined ? noMessaging() : messagingOf(found);
}

/** What of the messaging becomes values; nothing where no environment has any. */
export const messagingPart = (plan: Plan, owner: Owner): Part =>
  carrierOf(plan.environments).chart?.(plan, owner) ?? noPart;
