import { bytesOf } from '../config/durations.ts';
import type { ParsedConfig } from '../config/schema.ts';
import { storeVariableOf } from './names.ts';
import type { PostgresPlan, RedisPlan, ResourcesPlan, StorePlan } from './plan.ts';
import { resourcesPlan } from './resources.ts';
import { postgresImage, versions } from './versions.ts';

type StoreConfig = ParsedConfig['dataStores'][string];
type PostgresConfig = Extract<StoreConfig, { kind: 'postgres' }>;
type RedisConfig = Extract<StoreConfig, { kind: 'redis' }>;

/** The data stores of one environment. */
export const storePlans = (stores: ParsedConfig['dataStores']): StorePlan[] =>
  Object.entries(stores).map(([key, store]) => (store.kind === 'postgres' ? postgresPlan(key, store) : redisPlan(key, store)));

const postgresResources: ResourcesPlan = { requests: { cpu: '250m', memory: '1Gi', 'ephemeral-storage': '256Mi' }, limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '2Gi' } };

function postgresPlan(key: string, store: PostgresConfig): PostgresPlan {
  const objectName = store.objectName ?? key;
  const { pooler, backup } = store;
  return {
    kind: 'postgres', key, objectName,
    variable: store.variable ?? storeVariableOf(key),
    secretName: store.secretName ?? `${key}-credentials`,
    image: store.image ?? postgresImage(store.version),
    version: store.version,
    resources: resourcesPlan(store.resources, postgresResources),
    database: store.database, owner: store.owner, instances: store.instances, storage: store.storage,
    walStorage: store.walStorage, storageClass: store.storageClass,
    parameters: store.parameters,
    pooler: pooler === undefined ? undefined : { ...pooler, objectName: `${objectName}-pooler` },
    backup: backupPlan(key, objectName, backup),
    host: pooler === undefined ? `${objectName}-rw` : `${objectName}-pooler`,
  };
}

function backupPlan(key: string, objectName: string, backup: PostgresConfig['backup']): PostgresPlan['backup'] {
  if (backup === undefined) return { kind: 'none', reason: 'not a production environment' };
  if (backup.kind === 'none') return backup;
  return { kind: 'object-store', objectName: `${objectName}-backup`, destination: backup.destination, endpoint: backup.endpoint, secretName: backup.secretName ?? `${key}-backup`, schedule: `0 ${backup.schedule}`, retention: backup.retention };
}

function redisPlan(key: string, store: RedisConfig): RedisPlan {
  return {
    kind: 'redis', key,
    objectName: store.objectName ?? key,
    variable: store.variable ?? storeVariableOf(key),
    secretName: store.secretName ?? `${key}-auth`,
    image: store.image ?? versions.redis,
    resources: resourcesPlan(store.resources, redisResources(store.maxMemory)),
    maxMemory: store.maxMemory, eviction: store.eviction,
    persistence: store.persistence === undefined ? undefined : { storage: store.persistence.storage, storageClass: store.persistence.storageClass },
  };
}

/** A third more memory than the data may take: fragmentation, buffers and, when it persists, copy-on-write. */
function redisResources(maxMemory: string): ResourcesPlan {
  const memory = `${Math.ceil((bytesOf(maxMemory) * 4) / 3 / 2 ** 20)}Mi`;
  return { requests: { cpu: '50m', memory, 'ephemeral-storage': '64Mi' }, limits: { cpu: '500m', memory, 'ephemeral-storage': '256Mi' } };
}

