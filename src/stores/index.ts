import * as z from 'zod';
import { external } from './external/index.ts';
import { postgres } from './postgres/index.ts';
import { redis } from './redis/index.ts';
import type { Store, StorePlace } from './store.ts';
import { valkey } from './valkey/index.ts';

/** Every kind of data store. A new one is a folder beside this file and a line here. */
const table = { postgres, redis, valkey, external };

export type StoreKind = keyof typeof table;

/** The same for everybody: what each kind answers. */
export const stores: Readonly<Record<StoreKind, Store>> = table;

type Tuple<T> = readonly [T, ...T[]];
type Row = (typeof table)[StoreKind];
type SchemaOf<Kind> = Kind extends { readonly schema: infer Schema extends z.ZodObject }
  ? Schema
  : never;
type PlanOf<Kind> = Kind extends { plan(...input: never): infer Plan } ? Plan : never;
type StoreSchema = SchemaOf<Row>;

/** What the service keeps data in; the members of the union are those of the table. */
export const dataStore = z.discriminatedUnion(
  'kind',
  // The table is never empty, which `Object.values` cannot say.
  Object.values(table).map(({ schema }) => schema) as unknown as Tuple<StoreSchema>,
);

/** A store as its config says it, complete. */
export type DataStore = z.output<StoreSchema>;

/** The plan of a store of any kind. */
type PlannedStore = PlanOf<Row>;

/** A data store that runs in the cluster of its environment. */
export type StorePlan = Extract<PlannedStore, { readonly place: 'cluster' }>;

/** A data store that somebody else runs. */
export type ExternalPlan = Extract<PlannedStore, { readonly place: 'elsewhere' }>;

/** The kind of a store, as written or as planned: it is asked about stores of its own only. */
export const storeOf = ({ kind }: { readonly kind: StoreKind }): Store => stores[kind];

/** The plan of a store. */
export const planOf = (key: string, store: DataStore, place: StorePlace): PlannedStore =>
  // Each kind makes plans of its own kind, which the compiler cannot follow through the index.
  storeOf(store).plan(key, store, place) as PlannedStore;

/** Whether a store runs in the cluster of its environment. */
export const isInCluster = (store: PlannedStore): store is StorePlan => store.place === 'cluster';
