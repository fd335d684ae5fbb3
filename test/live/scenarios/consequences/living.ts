import type { ConfigInput } from '../../../../src/index.ts';

type Stores = NonNullable<ConfigInput['dataStores']>;
type Database = Extract<Stores[string], { kind: 'postgres' }>;
type Cache = Extract<Stores[string], { kind: 'redis' | 'valkey' }>;

/** A change of a config. */
export type Change = (config: ConfigInput) => ConfigInput;

/** The database of the scenario without a volume for its write-ahead log. */
export const withoutWal: Database = {
  kind: 'postgres',
  version: 17,
  storage: '2Gi',
  backup: { kind: 'none', reason: 'the scenario makes its data anew' },
};

/** The database of the scenario, with other keys. */
export const databaseWith = (keys: Partial<Database> = {}): Database => ({
  ...withoutWal,
  walStorage: '2Gi',
  ...keys,
});

/** The cache of the scenario, with other keys. */
export const cacheWith = (keys: Partial<Cache> = {}): Cache => ({
  kind: 'redis',
  persistence: { storage: '2Gi' },
  ...keys,
});

/** Puts a store into a config. */
export const store =
  (name: string, keys: Stores[string]): Change =>
  (config) => ({ ...config, dataStores: { ...config.dataStores, [name]: keys } });

/** What lives in the cluster before each of the steps. */
export const living: ConfigInput = {
  name: 'consequences',
  repository: 'https://github.com/acme/consequences',
  components: {
    server: { replicas: 2 },
    worker: { replicas: 2, build: { context: 'worker' }, routes: [] },
  },
  dataStores: { main: databaseWith(), old: databaseWith({ version: 14 }), cache: cacheWith() },
  environments: { dev: { branch: 'main', deploy: 'on-push' } },
};
