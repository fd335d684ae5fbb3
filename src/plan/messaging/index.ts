import type { ParsedConfig } from '../../config/schema/schema.ts';
import type { SecretPlan } from '../../domain/secret.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { topicVariableOf } from '../../domain/names.ts';
import type { SidecarPlan, StorePlan, TopicPlan, WorkloadPlan } from '../plan.ts';
import { dapr, daprSidecar } from './dapr.ts';
import { noMessaging } from './none.ts';
import type { MessagingPlan } from './plan.ts';

type Written = ParsedConfig['messaging'];

/** How components send each other events in one environment, with everything that follows from it. */
export const messagingPlan = (
  written: Written,
  stores: readonly StorePlan[],
  service: string,
): MessagingPlan => byKind(messagings, written, stores, service);

const messagings: ByKind<Written, [stores: readonly StorePlan[], service: string], MessagingPlan> =
  { none: () => noMessaging, dapr };

/** The topics that a component names, as the broker knows them. */
export const topicPlans = (names: readonly string[], { topics }: MessagingPlan): TopicPlan[] =>
  names.flatMap((name) => {
    const topic = topics[name];
    return topic === undefined ? [] : [{ name, variable: topicVariableOf(name), topic }];
  });

type Uses = Pick<WorkloadPlan, 'publishes' | 'subscribes' | 'stores'>;

/** The sidecar of a component that sends or gets events or keeps state. */
export const sidecarPlan = (uses: Uses, messaging: MessagingPlan): SidecarPlan | undefined =>
  byKind(sidecars, messaging, uses);

const sidecars: ByKind<MessagingPlan, [Uses], SidecarPlan | undefined> = {
  none: () => undefined,
  dapr: daprSidecar,
};

/** The secrets of messaging, where any component sends or gets events. */
export const messagingSecrets = (
  { secrets }: MessagingPlan,
  workloads: readonly WorkloadPlan[],
): readonly SecretPlan[] => (workloads.some(({ sidecar }) => sidecar?.hasEvents) ? secrets : []);
