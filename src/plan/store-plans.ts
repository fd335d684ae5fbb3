import { postgresDefaults, redisDefaults } from '../domain/default-resources.ts';
import type { ParsedConfig } from '../config/schema/schema.ts';
import { appSecretOf, storeVariableOf } from '../domain/names.ts';
import type { ExternalPlan, PostgresPlan, RedisPlan, StorePlan } from './plan.ts';
import { resourcesPlan } from '../domain/resources.ts';
import { postgresImage, versions } from './versions.ts';

type StoreConfig = ParsedConfig['dataStores'][string];
type PostgresConfig = Extract<StoreConfig, { kind: 'postgres' }>;
type RedisConfig = Extract<StoreConfig, { kind: 'redis' }>;

/** The data stores of one environment that run in its cluster. */
export const storePlans = (stores: ParsedConfig['dataStores']): StorePlan[] =>
  Object.entries(stores).flatMap(([key, store]) =>
    store.kind === 'external'
      ? []
      : [store.kind === 'postgres' ? postgresPlan(key, store) : redisPlan(key, store)],
  );

/** The data stores of one environment that somebody else runs. */
export const externalPlans = (
  stores: ParsedConfig['dataStores'],
  service: string,
): ExternalPlan[] =>
  Object.entries(stores).flatMap(([key, store]) => {
    if (store.kind !== 'external') return [];
    const { variable = storeVariableOf(key), secret, port, cidr } = store;
    return [
      {
        key,
        variable,
        secret: { name: secret.name ?? appSecretOf(service), key: secret.key ?? variable },
        port,
        cidr,
      },
    ];
  });

function postgresPlan(key: string, store: PostgresConfig): PostgresPlan {
  const objectName = store.objectName ?? key;
  const { pooler, backup } = store;
  return {
    kind: 'postgres',
    role: 'database',
    key,
    objectName,
    variable: store.variable ?? storeVariableOf(key),
    secretName: store.secretName ?? `${key}-credentials`,
    image: store.image ?? postgresImage(store.version),
    version: store.version,
    resources: resourcesPlan(store.resources, postgresDefaults),
    database: store.database,
    owner: store.owner,
    instances: store.instances,
    storage: store.storage,
    walStorage: store.walStorage,
    storageClass: store.storageClass,
    parameters: store.parameters,
    pooler: pooler === undefined ? undefined : { ...pooler, objectName: `${objectName}-pooler` },
    backup: backupPlan(key, objectName, backup),
    host: pooler === undefined ? `${objectName}-rw` : `${objectName}-pooler`,
  };
}

function backupPlan(
  key: string,
  objectName: string,
  backup: PostgresConfig['backup'],
): PostgresPlan['backup'] {
  if (backup === undefined) return { kind: 'none', reason: 'not a production environment' };
  if (backup.kind === 'none') return backup;
  return {
    kind: 'object-store',
    objectName: `${objectName}-backup`,
    destination: backup.destination,
    endpoint: backup.endpoint,
    secretName: backup.secretName ?? `${key}-backup`,
    schedule: `0 ${backup.schedule}`,
    retention: backup.retention,
  };
}

function redisPlan(key: string, store: RedisConfig): RedisPlan {
  return {
    kind: 'redis',
    role: 'cache',
    key,
    objectName: store.objectName ?? key,
    variable: store.variable ?? storeVariableOf(key),
    secretName: store.secretName ?? `${key}-auth`,
    image: store.image ?? versions.redis,
    resources: resourcesPlan(store.resources, redisDefaults(store.maxMemory)),
    maxMemory: store.maxMemory,
    eviction: store.eviction,
    persistence:
      store.persistence === undefined
        ? undefined
        : { storage: store.persistence.storage, storageClass: store.persistence.storageClass },
  };
}
