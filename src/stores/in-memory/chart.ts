import type { ValueRow, ValueSwitch } from '../../render/chart-value.ts';
import { bytes, oneOf, optionalDnsLabel, redisSize } from '../../render/value-schemas.ts';
import { commonRows, type StoreChart } from '../chart.ts';
import { configuration } from './configuration.ts';
import type { Flavour } from './flavour.ts';
import type { InMemoryPlan } from './plan.ts';

const rowsOf = (title: string): readonly ValueRow[] => [
  ...commonRows,
  {
    value: 'maxMemory',
    from: 'maxMemory',
    style: 'text',
    description: `${title} maxmemory; keep it well below the memory limit`,
    schema: redisSize,
  },
  {
    value: 'eviction',
    from: 'eviction',
    style: 'text',
    description: `${title} maxmemory-policy`,
    schema: oneOf(
      'noeviction',
      'allkeys-lru',
      'allkeys-lfu',
      'allkeys-random',
      'volatile-lru',
      'volatile-lfu',
      'volatile-random',
      'volatile-ttl',
    ),
  },
  {
    value: 'persistence.storage',
    from: 'persistence.storage',
    style: 'text',
    description: 'Size of the volume; it can only grow',
    schema: bytes,
  },
  {
    value: 'persistence.storageClass',
    from: 'persistence.storageClass',
    style: 'text',
    description: 'StorageClass of the volume; empty for the default of the cluster',
    schema: optionalDnsLabel,
    optional: true,
  },
];

const switches: readonly ValueSwitch[] = [
  {
    value: 'persistence.enabled',
    from: 'persistence',
    description: 'Keep the data on a volume across restarts',
  },
  { value: 'persistence.storageClass', from: 'persistence.storageClass' },
];

/** What of such a server becomes values of a chart. */
export const chartOf = ({ title, settings }: Flavour): StoreChart<InMemoryPlan> => ({
  rows: rowsOf(title),
  switches,
  hasPods: true,
  settings: {
    key: settings.key,
    text: configuration,
    holes: ['maxMemory', 'eviction'],
    part: {
      from: 'persistence',
      value: 'persistence.enabled',
      present: { storage: '', storageClass: undefined },
    },
  },
});
