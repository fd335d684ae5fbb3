import type { Config, EnvironmentConfig } from '../../../src/config/config.ts';
import { anywhere, inNamespace, inNetwork, type Dialing, type Target } from './dialing.ts';
import type { End, Pod } from './cni.ts';
import { at, nameOf, ofKind, type Model, type Plain } from '../model.ts';

/** What a pod may send, or who may send to it. */
export interface Edge {
  readonly pod: Pod;
  readonly other: Target;
  readonly port: number;
  readonly protocols: readonly string[];
}
export interface Traffic {
  readonly pods: readonly Pod[];
  readonly sends: readonly Edge[];
  readonly receives: readonly Edge[];
}

/** What a test knows of what it wrote: what the variables of components and the endpoints of backups dial. */
export interface Written {
  readonly variables: ReadonlyMap<string, readonly Dialing[]>;
  readonly endpoints: ReadonlyMap<string, Dialing>;
}

const pod = (end: Pod): Target => ({
  matches: (other) => 'labels' in other && other.name === end.name,
  sample: () => end,
});
const labelled = (namespace: string, labels: Plain): Target => ({
  matches: (end) =>
    'labels' in end &&
    end.namespace === namespace &&
    Object.entries(labels).every(([key, value]) => end.labels[key] === value),
  sample: () => ({ name: `pod ${JSON.stringify(labels)} of ${namespace}`, namespace, labels }),
});

/** Who resolves names, by what the config says of it. */
const resolvers = (dns: EnvironmentConfig['dns']): readonly (readonly [Target, number])[] => {
  if (dns === undefined)
    return [
      [labelled('kube-system', { 'k8s-app': 'kube-dns' }), 53],
      [inNetwork('169.254.20.10/32'), 53],
    ];
  return dns === 'openshift'
    ? [[labelled('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }), 5353]]
    : [[inNetwork(dns.cidr), dns.port]];
};

/** Everything that a config declares of the traffic of one environment. */
export function declaredTraffic(
  { name: service, system = service }: Config,
  { name, namespace = `${system}-${name}`, here, hosts, dns }: EnvironmentConfig,
  { model, written }: { readonly model: Model; readonly written: Written },
): Traffic {
  const labelsOf = (objectName: string): Plain =>
    at(
      ofKind(model, 'Deployment').find((object) => nameOf(object) === objectName),
      'spec',
      'template',
      'metadata',
      'labels',
    ) as Plain;
  const sends: Edge[] = [];
  const receives: Edge[] = [];
  const send = (from: Pod, other: Target, port: number, ...protocols: readonly string[]): void => {
    sends.push({ pod: from, other, port, protocols: protocols.length === 0 ? ['TCP'] : protocols });
  };
  const receive = (to: Pod, other: Target, port: number): void => {
    receives.push({ pod: to, other, port, protocols: ['TCP'] });
  };
  const connect = (from: Pod, to: Pod, port: number): void => {
    send(from, pod(to), port);
    receive(to, pod(from), port);
  };
  const dial = (from: Pod, dialing: readonly Dialing[]): void => {
    for (const { targets } of dialing)
      for (const { target, port } of targets) send(from, target, port);
  };
  const resolve = (from: Pod): void => {
    for (const [other, port] of resolvers(dns)) send(from, other, port, 'UDP', 'TCP');
  };

  const all = Object.entries(here.components);
  const components = all.flatMap(([key, component]) => {
    const objectName = component.objectName ?? (all.length === 1 ? service : `${service}-${key}`);
    return component.enabled
      ? [{ key, component, own: { name: objectName, namespace, labels: labelsOf(objectName) } }]
      : [];
  });
  const uses = (key: string): readonly Pod[] =>
    components.flatMap(({ component: { stores }, own }) =>
      stores === undefined || stores.includes(key) ? [own] : [],
    );
  const pods: Pod[] = components.map(({ own }) => own);

  for (const [key, store] of Object.entries(here.dataStores)) {
    if (store.kind === 'external') {
      for (const user of uses(key)) send(user, inNetwork(store.cidr), store.port);
    } else if (store.kind === 'postgres') {
      const { objectName = key, pooler, backup } = store;
      const cluster: Pod = {
        name: `cluster ${objectName}`,
        namespace,
        labels: { 'cnpg.io/cluster': objectName, 'cnpg.io/podRole': 'instance' },
      };
      const bouncer: Pod = {
        name: `pooler ${objectName}`,
        namespace,
        labels: { 'cnpg.io/poolerName': `${objectName}-pooler`, 'cnpg.io/podRole': 'pooler' },
      };
      const servers = pooler === undefined ? [cluster] : [cluster, bouncer];
      pods.push(...servers);
      for (const server of servers) {
        resolve(server);
        for (const port of [443, 6443]) send(server, anywhere(port), port);
      }
      for (const port of [5432, 8000]) {
        receive(cluster, inNamespace('cnpg-system'), port);
        connect(cluster, cluster, port);
      }
      for (const user of uses(key)) connect(user, pooler === undefined ? cluster : bouncer, 5432);
      if (pooler !== undefined) connect(bouncer, cluster, 5432);
      if (backup?.kind === 'object-store' && backup.endpoint !== undefined)
        dial(cluster, [written.endpoints.get(backup.endpoint) ?? { text: '', targets: [] }]);
    } else {
      const { objectName = key } = store;
      const server: Pod = { name: objectName, namespace, labels: labelsOf(objectName) };
      pods.push(server);
      for (const user of uses(key)) connect(user, server, 6379);
    }
  }

  const { routing, messaging, monitoring } = here;
  for (const { key, component, own } of components) {
    resolve(own);
    for (const callee of components)
      if (component.calls.includes(callee.key)) connect(own, callee.own, callee.component.port);
    if (
      component.routes.some(
        ({ deny, redirect, host }) =>
          !deny &&
          redirect === undefined &&
          (host === undefined ? (component.hosts ?? hosts) : [host]).length > 0,
      ) &&
      routing.kind !== 'none'
    )
      receive(own, inNamespace(gatewayOf(routing)), component.port);
    if (component.metrics !== undefined && monitoring.kind === 'prometheus')
      receive(own, inNamespace(monitoring.namespace), component.port);
    for (const egress of component.egress)
      for (const port of egress.ports) send(own, destinationOf(egress), port, egress.protocol);
    const keepsState =
      messaging.kind === 'dapr' &&
      messaging.state !== undefined &&
      uses(messaging.state).includes(own);
    if (
      messaging.kind === 'dapr' &&
      (keepsState || component.publishes.length + component.subscribes.length > 0)
    ) {
      for (const port of [6500, 50001, 50005, 50006]) send(own, inNamespace('dapr-system'), port);
      for (const port of messaging.broker.ports) send(own, everywhere, port);
    }
    dial(own, written.variables.get(`${name}/${key}`) ?? []);
  }
  return { pods, sends, receives };
}

const destinationOf = (
  egress: EnvironmentConfig['here']['components'][string]['egress'][number],
): Target => {
  if ('cidr' in egress) return inNetwork(egress.cidr);
  return egress.pods === undefined
    ? inNamespace(egress.namespace)
    : labelled(egress.namespace, egress.pods);
};

/** A broker may be anywhere, and a secret says where. */
const everywhere: Target = { matches: () => true, sample: anywhere(0).sample };

const gatewayOf = (routing: Exclude<EnvironmentConfig['here']['routing'], { kind: 'none' }>) =>
  routing.kind === 'ingress'
    ? routing.controllerNamespace
    : ((routing.kind === 'gateway-api' ? routing.proxyNamespace : undefined) ??
      routing.gateway.split('/')[0] ??
      '');

/** Whether an attempt is one of the edges. */
export const isDeclared = (
  edges: readonly Edge[],
  { pod: own, other, port, protocol }: { pod: End; other: End; port: number; protocol: string },
): boolean =>
  edges.some(
    (edge) =>
      edge.pod.name === own.name &&
      edge.port === port &&
      edge.protocols.includes(protocol) &&
      edge.other.matches(other, edge.pod.namespace),
  );
