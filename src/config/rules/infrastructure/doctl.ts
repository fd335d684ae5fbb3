import type { Load } from '../../../domain/load.ts';
import type { Config } from '../../config.ts';
import type { ClusterConfig } from './contract.ts';

type Written = Extract<Config['infrastructure'], { kind: 'doctl' }>;

/** What rules ask of a cluster of DigitalOcean. */
export const doctl = ({ cluster, nodes, email, sleep }: Written): ClusterConfig => ({
  name: cluster,
  nodes: { ...nodes, room: allocatableOf(nodes.size) },
  email,
  sleep,
});

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
