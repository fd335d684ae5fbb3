import { componentDefaults } from '../../domain/default-resources.ts';
import { storeOf } from '../../stores/index.ts';
import { plus, requestedLoad, times, type Load } from '../../domain/load.ts';
import type { EnvironmentConfig } from '../config.ts';
import { leastPods } from '../../domain/pods.ts';

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
        times(leastPods(component), requestedLoad(component.resources, componentDefaults.requests)),
      ),
    ...Object.values(dataStores).flatMap((store) => {
      const servers = storeOf(store).servers(store);
      return servers === undefined
        ? []
        : [times(servers.count, requestedLoad(servers.resources, servers.defaults.requests))];
    }),
  ];
  return loads.reduce(plus, { cpu: 0, memory: 0 });
}
