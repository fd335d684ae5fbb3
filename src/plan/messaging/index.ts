import type { ParsedConfig } from '../../config/schema/schema.ts';
import type { WantedSecret } from '../../domain/secret.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { topicVariableOf } from '../../domain/names.ts';
import type { SidecarPlan, StorePlan, TopicPlan, WorkloadPlan } from '../plan.ts';
import { dapr } from './dapr.ts';
import { noMessaging } from './none.ts';
import type { MessagingPlan } from './plan.ts';
import { ownOf } from '../../domain/own.ts';

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
    const topic = ownOf(topics, name);
    return topic === undefined ? [] : [{ name, variable: topicVariableOf(name), topic }];
  });

/** The sidecar of a component that sends or gets events or keeps state. */
export function sidecarPlan(
  { publishes, subscribes, stores }: Pick<WorkloadPlan, 'publishes' | 'subscribes' | 'stores'>,
  { sidecar, stateStore }: MessagingPlan,
): SidecarPlan | undefined {
  const keepsState = stores.some(({ key }) => key === stateStore);
  const hasEvents = publishes.length + subscribes.length > 0;
  if (sidecar === undefined || (!hasEvents && !keepsState)) return undefined;
  const { events, state, requests, limits } = sidecar;
  return {
    hasEvents,
    delivers: subscribes.length > 0,
    keepsState,
    variables: { ...(hasEvents ? events : {}), ...(keepsState ? state : {}) },
    requests,
    limits,
  };
}

/** The secret of the broker, where any component sends or gets events. */
export const brokerSecrets = (
  { broker }: MessagingPlan,
  workloads: readonly WorkloadPlan[],
): readonly WantedSecret[] =>
  broker !== undefined && workloads.some(({ sidecar }) => sidecar?.hasEvents)
    ? [broker.access]
    : [];
