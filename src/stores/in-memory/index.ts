import type * as z from 'zod';
import type { Store } from '../store.ts';
import { chartOf } from './chart.ts';
import { documentsOf } from './documents.ts';
import type { Flavour } from './flavour.ts';
import { localOf } from './local.ts';
import { objectsOf } from './objects.ts';
import { planOf, secretNames, servers, type InMemoryPlan } from './plan.ts';
import type { InMemoryConfig } from './schema.ts';

export { options } from './schema.ts';

/** A kind of store that keeps data in memory and speaks the protocol of Redis. */
export const inMemoryStore = <
  Kind extends string,
  Schema extends z.ZodObject & z.ZodType<InMemoryConfig>,
>(
  flavour: Flavour<Kind>,
  schema: Schema,
) =>
  ({
    title: flavour.title,
    schema,
    role: 'cache',
    rules: () => [],
    objectNames: (key, { objectName = key }) => [objectName],
    secretNames,
    servers,
    state: {
      lossOf: ({ eviction }) =>
        eviction.startsWith('allkeys-')
          ? {
              option: 'eviction',
              message:
                `${eviction} would evict state that Dapr keeps here (messaging.state): ` +
                'use "noeviction", or "volatile-lru" to evict only keys that expire',
            }
          : undefined,
    },
    plan: (key, config, place) => planOf(flavour, { key, config, place }),
    driver: () => 'redis',
    decision: (use) =>
      use === 'state'
        ? {
            title: `${flavour.title} keeps the state of Dapr`,
            rationale: 'Next to the components, with an eviction policy that drops no state.',
          }
        : {
            title: `${flavour.title} as a cache`,
            rationale:
              'One server with a memory limit and an eviction policy; losing it costs time, not ' +
              'data.',
          },
    isKept: ({ persistence }) => persistence !== undefined,
    objects: (store, input) => objectsOf(flavour, store, input),
    chart: chartOf(flavour),
    local: (store) => localOf(flavour, store),
    documents: documentsOf(flavour),
    create: {
      label: flavour.title,
      config: () => ({}),
      production: () => undefined,
    },
  }) satisfies Store<InMemoryConfig, InMemoryPlan<Kind>>;
