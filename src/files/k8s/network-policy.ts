import { messagingOf } from '../messaging/index.ts';
import type { EnvironmentPlan, Plan, StorePlan, WorkloadPlan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { componentLabels, selectorOf } from '../../kubernetes/metadata.ts';
import { dns, inNamespace, opened, pods, policy, tcp } from '../../kubernetes/network-policy.ts';

/** What the policy of a component reads of its environment. */
type Surroundings = Pick<
  EnvironmentPlan,
  'waves' | 'messaging' | 'monitoring' | 'routing' | 'hosts' | 'resolver'
>;

/** Whom a component talks to. */
interface Connected extends Pick<
  WorkloadPlan,
  'component' | 'calls' | 'calledBy' | 'egress' | 'routes' | 'sidecar'
> {
  /** What answers in place of each of its stores. */
  readonly stores: readonly Pick<StorePlan, 'podLabels' | 'endpoint'>[];
}

/**
 * Admits what the component declares: its callers, the gateway and
 * Prometheus in; DNS, its stores, what it calls, what its variables
 * make it dial and its egress out.
 */
export function workloadPolicy(
  plan: Plan,
  environment: Surroundings,
  { component, stores, calls, calledBy, egress, routes, sidecar }: Connected,
): KubernetesObject {
  const { routing, hosts, monitoring, messaging, resolver } = environment;
  const gateway =
    routing.gatewayNamespace !== undefined && hosts.length > 0 && routes.length > 0
      ? [inNamespace(routing.gatewayNamespace)]
      : [];
  const scraped =
    monitoring.namespace === undefined || component.metrics === undefined
      ? []
      : [{ from: [inNamespace(monitoring.namespace)], ports: tcp(component.port) }];
  const callers = [...gateway, ...calledBy.map(({ objectName }) => pods(selectorOf(objectName)))];
  return policy(
    {
      name: component.objectName,
      labels: componentLabels(plan, component),
      selector: selectorOf(component.objectName),
    },
    environment,
    {
      // Two rules: one whose last source went would admit everybody.
      ingress: [
        ...(callers.length === 0 ? [] : [{ from: callers, ports: tcp(component.port) }]),
        ...scraped,
      ],
      egress: [
        dns(resolver),
        ...stores.map((store) => ({
          to: [pods(store.podLabels)],
          ports: tcp(store.endpoint.port),
        })),
        ...calls.map(({ objectName, port }) => ({
          to: [pods(selectorOf(objectName))],
          ports: tcp(port),
        })),
        ...(sidecar === undefined ? [] : messagingOf(messaging).egress),
        ...egress.map(opened),
      ],
    },
  );
}
