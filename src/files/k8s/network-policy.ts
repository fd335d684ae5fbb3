import type {
  DaprPlan,
  EnvironmentPlan,
  Plan,
  PostgresPlan,
  RedisPlan,
  StorePlan,
  WorkloadPlan,
} from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { componentLabels, selectorOf } from '../../kubernetes/metadata.ts';
import { dns, inNamespace, pods, policy, tcp, type Rule } from '../../kubernetes/network-policy.ts';
import { storeLabels } from './store-labels.ts';

/** Pods of a CloudNativePG cluster and of its pooler, as the operator labels them. */
const clusterPods = ({ objectName }: PostgresPlan) => ({ 'cnpg.io/cluster': objectName });
const poolerPods = (name: string) => ({ 'cnpg.io/poolerName': name });

/** The API server and the object store have no label to select, so only their ports are named. */
const clusterApi: Rule = { ports: tcp(443, 6443) };

const operator = 'cnpg-system';

/** Admits what the component declares: its callers, the gateway and Prometheus in; DNS, its stores, what it calls and its egress out. */
export function workloadPolicy(
  plan: Plan,
  environment: EnvironmentPlan,
  { component, stores, calls, calledBy, egress, routes, sidecar }: WorkloadPlan,
): KubernetesObject {
  const { routing, hosts, monitoring, messaging } = environment;
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
        dns,
        ...stores.map((store) => ({
          to: [pods(storePods(store))],
          ports: tcp(store.kind === 'postgres' ? 5432 : 6379),
        })),
        ...calls.map(({ objectName, port }) => ({
          to: [pods(selectorOf(objectName))],
          ports: tcp(port),
        })),
        ...(sidecar === undefined || messaging.kind === 'none' ? [] : sidecarEgress(messaging)),
        ...egress.map(({ cidr, ports }) => ({ to: [{ ipBlock: { cidr } }], ports: tcp(...ports) })),
      ],
    },
  );
}

/** Dapr's control plane: operator, sentry, placement and scheduler. Brokers may be anywhere, so only their ports are named. */
const sidecarEgress = ({ broker }: DaprPlan): readonly Rule[] => [
  { to: [inNamespace('dapr-system')], ports: tcp(6500, 50001, 50005, 50006) },
  { ports: tcp(...broker.ports) },
];

const storePods = (store: StorePlan): Record<string, string> =>
  store.kind === 'redis'
    ? selectorOf(store.objectName)
    : store.pooler === undefined
      ? clusterPods(store)
      : poolerPods(store.pooler.objectName);

/** Admits the applications that use it, the operator, and its own instances. */
export function postgresPolicy(
  plan: Plan,
  environment: EnvironmentPlan,
  store: PostgresPlan,
): KubernetesObject {
  const own = pods(clusterPods(store));
  const clients =
    store.pooler === undefined
      ? usersOf(environment, store)
      : [pods(poolerPods(store.pooler.objectName))];
  return policy(
    {
      name: store.objectName,
      labels: storeLabels(plan, store),
      selector: clusterPods(store),
      operated: true,
    },
    environment,
    {
      ingress: [
        ...(clients.length === 0 ? [] : [{ from: clients, ports: tcp(5432) }]),
        { from: [inNamespace(operator), own], ports: tcp(5432, 8000) },
      ],
      egress: [dns, { to: [own], ports: tcp(5432, 8000) }, clusterApi],
    },
  );
}

/** Admits the applications to PgBouncer, and PgBouncer to its cluster. */
export function poolerPolicy(
  plan: Plan,
  environment: EnvironmentPlan,
  store: PostgresPlan,
  pooler: string,
): KubernetesObject {
  const clients = usersOf(environment, store);
  return policy(
    {
      name: pooler,
      labels: storeLabels(plan, store),
      selector: poolerPods(pooler),
      operated: true,
    },
    environment,
    {
      ingress: clients.length === 0 ? [] : [{ from: clients, ports: tcp(5432) }],
      egress: [dns, { to: [pods(clusterPods(store))], ports: tcp(5432) }, clusterApi],
    },
  );
}

/** Admits the applications that use it; it calls nobody. */
export function redisPolicy(
  plan: Plan,
  environment: EnvironmentPlan,
  store: RedisPlan,
): KubernetesObject {
  const clients = usersOf(environment, store);
  return policy(
    {
      name: store.objectName,
      labels: storeLabels(plan, store),
      selector: selectorOf(store.objectName),
    },
    environment,
    {
      ingress: clients.length === 0 ? [] : [{ from: clients, ports: tcp(6379) }],
      egress: [],
    },
  );
}

const usersOf = ({ workloads }: EnvironmentPlan, { key }: StorePlan) =>
  workloads
    .filter(({ stores }) => stores.some((used) => used.key === key))
    .map(({ component }) => pods(selectorOf(component.objectName)));
