import { messagingOf } from '../messaging/index.ts';
import type { EnvironmentPlan, Peer, Plan, StorePlan, WorkloadPlan } from '../../plan/plan.ts';
import { comesIn, reaches } from '../../plan/routing/routes.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { componentLabels, selectorOf } from '../../kubernetes/metadata.ts';
import { dns, inNamespace, opened, podsOf, policy, tcp } from '../../kubernetes/network-policy.ts';

/** What of an environment its policies admit. */
export type Admitting = Pick<
  EnvironmentPlan,
  'waves' | 'messaging' | 'monitoring' | 'routing' | 'hostGroups' | 'resolver'
>;

/** What the policy of a component is made of. */
export interface PolicyGiven
  extends
    Pick<EnvironmentPlan, 'waves' | 'messaging' | 'resolver'>,
    Pick<WorkloadPlan, 'component' | 'calls' | 'calledBy' | 'egress' | 'sidecar'> {
  /** The namespace that the traffic of its routes comes from. */
  readonly gateway: string | undefined;
  /** The namespace that asks it for its metrics. */
  readonly scraper: string | undefined;
  /** What answers in place of each of its stores. */
  readonly stores: readonly (Pick<StorePlan, 'podLabels' | 'endpoint'> & Pick<Peer, 'namespace'>)[];
}

/** Takes what a policy is made of out of an environment and the component in it. */
export function policyGiven(
  { waves, messaging, monitoring, routing, hostGroups, resolver }: Admitting,
  { component, namespace: here, stores, calls, calledBy, egress, routes, sidecar }: WorkloadPlan,
): PolicyGiven {
  return {
    waves,
    messaging,
    resolver,
    component,
    calls,
    calledBy,
    egress,
    sidecar,
    gateway: routes.some((route) => reaches(route) && comesIn(route, { hostGroups }))
      ? routing.gatewayNamespace
      : undefined,
    scraper: component.metrics === undefined ? undefined : monitoring.namespace,
    stores: stores.map(({ pooler, podLabels, endpoint, namespace }) => ({
      podLabels: (pooler ?? { podLabels }).podLabels,
      namespace: namespace === here ? undefined : namespace,
      endpoint,
    })),
  };
}

/**
 * Admits what the component declares: its callers, the gateway and
 * Prometheus in; DNS, its stores, what it calls, what its variables
 * make it dial and its egress out.
 */
export function workloadPolicy(plan: Plan, given: PolicyGiven): KubernetesObject {
  const { component, stores, calls, calledBy, egress, sidecar, messaging, resolver } = given;
  const gateway = given.gateway === undefined ? [] : [inNamespace(given.gateway)];
  const scraped =
    given.scraper === undefined
      ? []
      : [{ from: [inNamespace(given.scraper)], ports: tcp(component.port) }];
  const callers = [...gateway, ...calledBy.map(podsOfPeer)];
  return policy(
    {
      name: component.objectName,
      labels: componentLabels(plan, component),
      selector: selectorOf(component.objectName),
    },
    given,
    {
      // Two rules: one whose last source went would admit everybody.
      ingress: [
        ...(callers.length === 0 ? [] : [{ from: callers, ports: tcp(component.port) }]),
        ...scraped,
      ],
      egress: [
        dns(resolver),
        ...stores.map((store) => ({
          to: [podsOf({ labels: store.podLabels, namespace: store.namespace })],
          ports: tcp(store.endpoint.port),
        })),
        ...calls.map((peer) => ({ to: [podsOfPeer(peer)], ports: tcp(peer.port) })),
        ...(sidecar === undefined ? [] : messagingOf(messaging).egress),
        ...egress.map(opened),
      ],
    },
  );
}

const podsOfPeer = ({ objectName, namespace }: Peer) =>
  podsOf({ labels: selectorOf(objectName), namespace });
