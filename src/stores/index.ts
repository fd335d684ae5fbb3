import * as z from 'zod';
import { external } from './external/index.ts';
import { postgres } from './postgres/index.ts';
import { redis } from './redis/index.ts';
import type { Store } from './store.ts';

/** Every kind of data store. A new one is a folder beside this file and a line here. */
export const stores = { postgres, redis, external } satisfies Readonly<Record<string, Store>>;

export type StoreKind = keyof typeof stores;

type Tuple<T> = readonly [T, ...T[]];
type StoreSchema = (typeof stores)[StoreKind]['schema'];

/** What the service keeps data in; the members of the union are those of the table. */
export const dataStore = z.discriminatedUnion(
  'kind',
  // The table is never empty, which `Object.values` cannot say.
  Object.values(stores).map(({ schema }) => schema) as unknown as Tuple<StoreSchema>,
);

/** A store as its config says it, complete. */
export type DataStore = z.output<StoreSchema>;

/** The plan of a store of any kind. */
type PlannedStore = ReturnType<(typeof stores)[StoreKind]['plan']>;

/** A data store that runs in the cluster of its environment. */
export type StorePlan = Extract<PlannedStore, { readonly place: 'cluster' }>;

/** A data store that somebody else runs. */
export type ExternalPlan = Extract<PlannedStore, { readonly place: 'elsewhere' }>;

/** The kind of a store, as written or as planned: it is asked about stores of its own only. */
export const storeOf = ({ kind }: { readonly kind: StoreKind }): Store => stores[kind];

/** The plan of a store. */
export const planOf = (key: string, store: DataStore, service: string): PlannedStore =>
  // Each kind makes plans of its own kind, which the compiler cannot follow through the index.
  storeOf(store).plan(key, store, service) as PlannedStore;

/** Whether a store runs in the cluster of its environment. */
export const isInCluster = (store: PlannedStore): store is StorePlan => store.place === 'cluster';
