import type { InMemoryPlan } from './plan.ts';

/** What its configuration file says. */
export const configuration = ({ maxMemory, eviction, persistence }: InMemoryPlan): string =>
  [
    `maxmemory ${maxMemory}`,
    `maxmemory-policy ${eviction}`,
    'dir /data',
    ...(persistence === undefined
      ? ['save ""', 'appendonly no']
      : ['save 900 1 300 100', 'appendonly yes']),
  ]
    .map((line) => `${line}\n`)
    .join('');
