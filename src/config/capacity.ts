import { componentDefaults, postgresDefaults, redisDefaults } from './default-resources.ts';
import { bytesOf, millicores } from './durations.ts';
import type { EnvironmentConfig } from './parse.ts';
import { leastPods } from './pods.ts';

/** Cores in millicores and memory in MiB. */
export interface Load {
  readonly cpu: number;
  readonly memory: number;
}

/** What pods may ask for on a droplet of this size: what DigitalOcean's own agents and Kubernetes leave of it. */
export function allocatableOf(size: string): Load {
  const { cpu, memory } = sizeOf(size);
  // https://docs.digitalocean.com/products/kubernetes/details/limits/ lists what is reserved of the memory.
  const [, share = 0.9] = reservedSteps.find(([below]) => memory <= below) ?? [];
  return { cpu: cpu * 1000 - 100, memory: Math.floor(memory * 1024 * share) };
}

const reservedSteps: readonly (readonly [gibibytes: number, share: number])[] = [
  [2, 0.5],
  [4, 0.625],
  [8, 0.75],
  [16, 0.8125],
  [32, 0.875],
];

/** `s-2vcpu-4gb` says both; `c-4` has twice as many GiB as cores. */
function sizeOf(size: string): Load {
  const [, cpu = '1', memory = '0'] = /(\d+)vcpu-(\d+)gb/.exec(size) ?? [];
  const [, cores] = /^c-(\d+)$/.exec(size) ?? [];
  return cores === undefined
    ? { cpu: Number(cpu), memory: Number(memory) }
    : { cpu: Number(cores), memory: Number(cores) * 2 };
}

/** The least that an environment asks for: every component at the fewest pods that it may have, and every store. */
export function loadOf({ components, dataStores }: EnvironmentConfig['here']): Load {
  const loads = [
    ...Object.values(components)
      .filter(({ enabled }) => enabled)
      .map((component) =>
        times(leastPods(component), requested(component.resources, componentDefaults.requests)),
      ),
    ...Object.values(dataStores).flatMap((store) => {
      if (store.kind === 'redis')
        return [requested(store.resources, redisDefaults(store.maxMemory).requests)];
      return store.kind === 'postgres'
        ? [times(store.instances, requested(store.resources, postgresDefaults.requests))]
        : [];
    }),
  ];
  return loads.reduce(plus, { cpu: 0, memory: 0 });
}

/** Two loads together. */
export const plus = (a: Load, b: Load): Load => ({
  cpu: a.cpu + b.cpu,
  memory: a.memory + b.memory,
});

/** A load several times. */
export const times = (count: number, { cpu, memory }: Load): Load => ({
  cpu: count * cpu,
  memory: count * memory,
});

interface Amounts {
  readonly cpu?: string | undefined;
  readonly memory?: string | undefined;
}

/** What is requested; a default gives way to a lower limit. */
function requested(
  { requests, limits }: { readonly requests: Amounts; readonly limits: Amounts },
  defaults: Required<Amounts>,
): Load {
  const least = (kind: 'cpu' | 'memory', amountOf: (quantity: string) => number): number => {
    const otherwise = defaults[kind] ?? '0';
    return requests[kind] === undefined
      ? Math.min(amountOf(otherwise), amountOf(limits[kind] ?? otherwise))
      : amountOf(requests[kind]);
  };
  return { cpu: least('cpu', millicores), memory: Math.ceil(least('memory', bytesOf) / 2 ** 20) };
}

/** As people write it: `1.2 CPU, 3.5 GiB`. */
export const loadText = ({ cpu, memory }: Load): string =>
  `${Math.round(cpu / 10) / 100} CPU, ${Math.round(memory / 10.24) / 100} GiB`;
