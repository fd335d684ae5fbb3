import type { BootstrapPlan } from './bootstrap.ts';
import type { EnvironmentPlan } from './plan.ts';
import { bytesOf } from '../domain/quantities.ts';
import { plus, times, type Load } from '../domain/load.ts';

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
  /** What asks for room, on as many nodes as are paid for at least. */
  readonly loads: readonly { readonly what: string; readonly load: Load }[];
  readonly asked: Load;
  /** The fewest nodes that hold it, whatever `nodes.min` says; none where the most do not. */
  readonly enough: number | undefined;
  /** Nodes that are paid for at least: not fewer than the config says, and not fewer than hold everything. */
  readonly nodes: number;
}

/** What an environment requests, and what it requests while it rolls out. */
export interface EnvironmentLoad {
  readonly steady: Load;
  readonly load: Load;
}

/**
 * Adds up nodes, load balancer and volumes; `loadOf` tells what an
 * environment requests. One environment rolls out at a time.
 */
export function costsOf(
  bootstrap: BootstrapPlan,
  loadOf: (environment: EnvironmentPlan) => EnvironmentLoad,
): CostPlan {
  const {
    cluster: {
      nodes: { min, max, size, room },
      prices,
    },
    environments,
  } = bootstrap;
  const needs = environments.map((environment) => ({
    name: environment.name,
    ...loadOf(environment),
  }));
  const asking = [
    ...needs.map(({ name, steady }) => ({ what: name, load: steady })),
    {
      what: 'a rollout: one extra pod per component',
      load: needs.map(surgeOf).reduce(larger, nothing),
    },
  ];
  const loadsOn = (count: number): CostPlan['loads'] => [
    ...asking,
    { what: 'installed by the bootstrap', load: platformLoad(bootstrap, count) },
  ];
  const askedOn = (count: number): Load =>
    loadsOn(count)
      .map(({ load }) => load)
      .reduce(plus, nothing);
  const enough = Array.from({ length: max }, (_, index) => index + 1).find((count) =>
    fits(askedOn(count), times(count, room)),
  );
  const nodes = Math.max(min, enough ?? max);
  const rows = [
    {
      what: 'Nodes',
      size: `${nodes === max ? '' : `${nodes} to `}${max} × ${size}`,
      least: nodes * prices.node,
      most: max * prices.node,
    },
    ...(bootstrap.routing.bootstrap.hasBalancer
      ? [
          {
            what: 'Load balancer',
            size: 'shared by all hosts',
            least: prices.loadBalancer,
            most: prices.loadBalancer,
          },
        ]
      : []),
    ...volumesOf(bootstrap).map((volume) => ({
      what: volume.what,
      size: volume.size,
      least: volume.gibibytes * prices.volumePerGiB,
      most: volume.gibibytes * prices.volumePerGiB,
    })),
  ];
  return {
    rows,
    enough,
    nodes,
    least: sum(rows.map(({ least }) => least)),
    most: sum(rows.map(({ most }) => most)),
    loads: loadsOn(nodes),
    asked: askedOn(nodes),
  };
}

const nothing: Load = { cpu: 0, memory: 0 };
const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

const surgeOf = ({ steady, load }: EnvironmentLoad): Load => ({
  cpu: load.cpu - steady.cpu,
  memory: load.memory - steady.memory,
});
const larger = (one: Load, other: Load): Load => ({
  cpu: Math.max(one.cpu, other.cpu),
  memory: Math.max(one.memory, other.memory),
});

const fits = (asked: Load, room: Load): boolean =>
  asked.cpu <= room.cpu && asked.memory <= room.memory;

const platformLoad = ({ steps }: BootstrapPlan, nodes: number): Load =>
  steps
    .flatMap((step) => (step.kind === 'chart' ? Object.values(step.pods) : []))
    .map(({ count, cpu, memory }) => times(count === 'each node' ? nodes : count, { cpu, memory }))
    .reduce(plus, nothing);

interface Volume {
  readonly what: string;
  readonly size: string;
  readonly gibibytes: number;
}

function volumesOf({
  steps,
  cluster: { metrics, logs },
  environments,
}: BootstrapPlan): readonly Volume[] {
  const has = (name: string): boolean => steps.some((step) => step.name === name);
  return [
    ...(has('monitoring')
      ? [
          volume('Prometheus volume', [metrics.storage]),
          volume('Alertmanager volume', [metrics.alertStorage]),
        ]
      : []),
    ...(has('loki') ? [volume('Loki volume', [logs.storage])] : []),
    ...steps.flatMap((step) =>
      step.kind === 'chart' && step.volumes !== undefined
        ? [volume(`${step.title} volumes`, step.volumes)]
        : [],
    ),
    ...environments.flatMap(({ name, stores }) =>
      stores.flatMap((store) => storeVolumes(name, store)),
    ),
  ];
}

function storeVolumes(
  environment: string,
  { objectName, volumes }: EnvironmentPlan['stores'][number],
): readonly Volume[] {
  return volumes.length === 0
    ? []
    : [
        volume(
          `${objectName} volumes in ${environment}`,
          volumes.map(({ size }) => size),
        ),
      ];
}

const volume = (what: string, sizes: readonly string[]): Volume => ({
  what,
  size: sizes.join(' + '),
  gibibytes: sum(sizes.map((size) => Math.ceil(bytesOf(size) / 2 ** 30))),
});
