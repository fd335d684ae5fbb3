import type { BootstrapPlan } from './bootstrap.ts';
import type { EnvironmentPlan } from './plan.ts';
import { allocatableOf, bytesOf, plus, times, type Load } from './quantities.ts';

/** Something that is paid for each month, in US dollars, with the fewest nodes and with the most. */
export interface CostRow {
  readonly what: string;
  readonly size: string;
  readonly least: number;
  readonly most: number;
}

/** What a cluster costs each month, as far as its config says. */
export interface CostPlan {
  readonly rows: readonly CostRow[];
  readonly least: number;
  readonly most: number;
  /** What asks for room, and the room that the fewest and the most nodes have. */
  readonly loads: readonly { readonly what: string; readonly load: Load }[];
  readonly asked: Load;
  readonly room: { readonly least: Load; readonly most: Load };
}

/** Adds up nodes, load balancer and volumes; `loadOf` tells what an environment requests. */
export function costsOf(bootstrap: BootstrapPlan, loadOf: (environment: EnvironmentPlan) => Load): CostPlan {
  const { infrastructure: { nodes, prices }, environments } = bootstrap;
  const rows = [
    { what: 'Nodes', size: `${nodes.min} to ${nodes.max} × ${nodes.size}`, least: nodes.min * prices.node, most: nodes.max * prices.node },
    ...(hasBalancer(bootstrap) ? [{ what: 'Load balancer', size: 'one for all hosts', least: prices.loadBalancer, most: prices.loadBalancer }] : []),
    ...volumesOf(bootstrap).map(({ what, size, gibibytes }) => ({ what, size, least: gibibytes * prices.volumePerGiB, most: gibibytes * prices.volumePerGiB })),
  ];
  const room = allocatableOf(nodes.size);
  const loads = [...environments.map((environment) => ({ what: environment.name, load: loadOf(environment) })), { what: 'what the bootstrap installs', load: platformLoad(bootstrap) }];
  return {
    rows, loads,
    least: sum(rows.map(({ least }) => least)), most: sum(rows.map(({ most }) => most)),
    asked: loads.map(({ load }) => load).reduce(plus, nothing),
    room: { least: times(nodes.min, room), most: times(nodes.max, room) },
  };
}

const nothing: Load = { cpu: 0, memory: 0 };
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const balanced = new Set(['ingress-nginx', 'nginx-gateway-fabric', 'istio-ingressgateway']);
const hasBalancer = ({ steps }: BootstrapPlan): boolean => steps.some(({ name }) => balanced.has(name));

const platformLoad = ({ steps, infrastructure: { nodes } }: BootstrapPlan): Load =>
  steps.flatMap((step) => (step.kind === 'chart' ? Object.values(step.pods) : [])).map(({ count, cpu, memory }) => times(count === 'each node' ? nodes.min : count, { cpu, memory })).reduce(plus, nothing);

interface Volume {
  readonly what: string;
  readonly size: string;
  readonly gibibytes: number;
}

function volumesOf({ steps, infrastructure: { metrics, logs }, environments }: BootstrapPlan): readonly Volume[] {
  const has = (name: string): boolean => steps.some((step) => step.name === name);
  return [
    ...(has('monitoring') ? [volume('Volume of Prometheus', [metrics.storage]), volume('Volume of Alertmanager', [metrics.alertStorage])] : []),
    ...(has('loki') ? [volume('Volume of Loki', [logs.storage])] : []),
    // The scheduler of Dapr keeps its jobs on a volume for each of its three servers.
    ...(has('dapr') ? [volume('Volumes of Dapr', ['1Gi', '1Gi', '1Gi'])] : []),
    ...environments.flatMap(({ name, stores }) => stores.flatMap((store) => storeVolumes(name, store))),
  ];
}

function storeVolumes(environment: string, store: EnvironmentPlan['stores'][number]): readonly Volume[] {
  const what = `Volumes of ${store.objectName} in ${environment}`;
  if (store.kind === 'redis') return store.persistence === undefined ? [] : [volume(what, [store.persistence.storage])];
  if (store.kind !== 'postgres') return [];
  const each = [store.storage, ...(store.walStorage === undefined ? [] : [store.walStorage])];
  return [volume(what, Array.from({ length: store.instances }, () => each).flat())];
}

const volume = (what: string, sizes: readonly string[]): Volume => ({ what, size: sizes.join(' + '), gibibytes: sum(sizes.map((size) => Math.ceil(bytesOf(size) / 2 ** 30))) });
