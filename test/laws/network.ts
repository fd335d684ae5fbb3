import type { Resolver } from '../../src/domain/resolver.ts';
import { isAdmitted as admits, type Pod } from './traffic/cni.ts';
import { at, nameOf, ofKind, selects, type Model, type Plain } from './model.ts';

/** One pod that talks to another, or a namespace that does. */
interface Edge {
  readonly from: Side;
  readonly to: Side;
  readonly port: number;
}
interface Side {
  readonly name: string;
  readonly labels: Plain;
  /** Set when it runs outside of the namespace of the service. */
  readonly namespace?: string;
}

/** The edges that the plan declares and a NetworkPolicy stops, and those that it admits and nobody declares (P12). */
export function networkBreaches(model: Model): readonly string[] {
  const wanted = declared(model);
  const stopped = wanted
    .filter((edge) => !isAdmitted(model, edge))
    .map(({ from, to, port }) => `${from.name} cannot reach ${to.name}:${port}`);
  const sides = [
    ...new Map(
      wanted
        .flatMap(({ from, to }) => [from, to])
        .concat(podsOf(model))
        .map((side) => [side.name, side]),
    ).values(),
  ];
  // Whoever is outside is known by its namespace, which several may share.
  const key = ({ from, to, port }: Edge): string =>
    `${from.namespace ?? from.name}>${to.name}:${port}`;
  const known = new Set(wanted.map(key));
  const ports = [...new Set([...wanted.map(({ port }) => port), 22])];
  const surplus = sides
    .flatMap((from) => sides.flatMap((to) => ports.map((port) => ({ from, to, port }))))
    .filter(
      (edge) => edge.to.namespace === undefined && !known.has(key(edge)) && isAdmitted(model, edge),
    );
  return [
    ...stopped,
    ...surplus.map(
      ({ from, to, port }) => `nobody declares ${from.name}>${to.name}:${port}, and it is admitted`,
    ),
  ];
}

const podsOf = ({ environment }: Model): readonly Side[] => [
  ...environment.workloads.map(({ component }) => workloadSide(component.objectName)),
  ...environment.stores.flatMap((store) =>
    store.deployments.length > 0
      ? [workloadSide(store.objectName)]
      : [clusterSide(store.objectName)],
  ),
];

const workloadSide = (name: string): Side => ({ name, labels: { 'app.kubernetes.io/name': name } });
const clusterSide = (name: string): Side => ({
  name: `cluster ${name}`,
  labels: { 'cnpg.io/cluster': name, 'cnpg.io/podRole': 'instance' },
});
const poolerSide = (name: string): Side => ({
  name: `pooler ${name}`,
  labels: { 'cnpg.io/poolerName': name, 'cnpg.io/podRole': 'pooler' },
});
const operator: Side = { name: 'operator', labels: {}, namespace: 'cnpg-system' };
const dapr: Side = { name: 'dapr', labels: {}, namespace: 'dapr-system' };
const broker: Side = { name: 'broker', labels: {}, namespace: 'anywhere' };
/** The pods that resolve names; a resolver that is an address is in `traffic`. */
const resolvingPods = ({ pods }: Resolver): readonly Side[] =>
  pods === undefined ? [] : [{ name: 'dns', ...pods }];

function declared({ environment }: Model): readonly Edge[] {
  const { workloads, stores, routing, hostGroups, messaging, monitoring, resolver } = environment;
  return [
    ...workloads.flatMap(({ component, calls, routes, sidecar }): Edge[] => [
      ...resolvingPods(resolver).map((to) => ({
        from: workloadSide(component.objectName),
        to,
        port: resolver.port,
      })),
      ...(sidecar === undefined || messaging.kind === 'none'
        ? []
        : [
            ...[6500, 50001, 50005, 50006].map((port) => ({ to: dapr, port })),
            ...messaging.broker.ports.map((port) => ({ to: broker, port })),
          ].map((edge) => ({ from: workloadSide(component.objectName), ...edge }))),
      ...calls.map((peer) => ({
        from: workloadSide(component.objectName),
        to: workloadSide(peer.objectName),
        port: peer.port,
      })),
      ...(monitoring.kind === 'prometheus' && component.metrics !== undefined
        ? [
            {
              from: { name: 'prometheus', labels: {}, namespace: monitoring.namespace },
              to: workloadSide(component.objectName),
              port: component.port,
            },
          ]
        : []),
      ...(routing.kind !== 'none' &&
      routes.some(
        ({ action, on }) => action.kind === 'forward' && on.some((group) => group in hostGroups),
      )
        ? [
            {
              from: { name: 'gateway', labels: {}, namespace: routing.gatewayNamespace },
              to: workloadSide(component.objectName),
              port: component.port,
            },
          ]
        : []),
    ]),
    ...stores.flatMap((store): Edge[] => {
      const users = workloads
        .filter((workload) => workload.stores.some(({ key }) => key === store.key))
        .map(({ component }) => workloadSide(component.objectName));
      if (store.deployments.length > 0)
        return users.map((from) => ({ from, to: workloadSide(store.objectName), port: 6379 }));
      const cluster = clusterSide(store.objectName);
      const door = store.pooler === undefined ? cluster : poolerSide(store.pooler.objectName);
      return [
        ...users.map((from) => ({ from, to: door, port: 5432 })),
        ...(store.pooler === undefined ? [] : [{ from: door, to: cluster, port: 5432 }]),
        ...[5432, 8000].flatMap((port) => [
          { from: operator, to: cluster, port },
          { from: cluster, to: cluster, port },
        ]),
      ];
    }),
  ];
}

/** As a cluster decides. */
const isAdmitted = (model: Model, { from, to, port }: Edge): boolean => {
  const { namespace } = model.environment;
  const end = (side: Side): Pod => ({ namespace, ...side });
  return admits(ofKind(model, 'NetworkPolicy'), namespace, {
    from: end(from),
    to: end(to),
    port,
    protocol: 'TCP',
  });
};

/** Pods that no policy protects. */
export const unprotected = (model: Model): readonly string[] =>
  ofKind(model, 'Deployment')
    .filter(
      (owner) =>
        !ofKind(model, 'NetworkPolicy').some(
          (policy) =>
            selects(
              at(policy, 'spec', 'podSelector', 'matchLabels'),
              at(owner, 'spec', 'template', 'metadata', 'labels'),
            ) && JSON.stringify(at(policy, 'spec', 'policyTypes')) === '["Ingress","Egress"]',
        ),
    )
    .map((owner) => `no policy protects ${nameOf(owner)}`);
