import { resourcesPlan, type ResourcesPlan } from '../../domain/resources.ts';
import { password, type WantedSecret } from '../../domain/secret.ts';
import { postgres as driver } from '../drivers/postgres.ts';
import { hostOf, serversLoad, variableOf } from '../plan.ts';
import type {
  ClusterStorePlan,
  PoolerPlan,
  SecretName,
  Servers,
  StorePlace,
  VolumePlan,
} from '../store.ts';
import { backupOf, unsaid, type BackupPlan } from './backup/index.ts';
import { cloudNativePg } from './operators.ts';
import type { PostgresConfig } from './schema.ts';
import { operandImage } from './versions.ts';

/** A PostgreSQL cluster of CloudNativePG. */
export interface PostgresPlan extends ClusterStorePlan {
  readonly kind: 'postgres';
  readonly version: number;
  readonly database: string;
  readonly owner: string;
  readonly instances: number;
  readonly storage: string;
  readonly walStorage: string | undefined;
  readonly storageClass: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly pooler: PgBouncerPlan | undefined;
  readonly backup: BackupPlan;
}

/** PgBouncer in front of the cluster. */
export interface PgBouncerPlan extends PoolerPlan {
  readonly instances: number;
  readonly mode: string;
  readonly size: number;
}

const defaults: ResourcesPlan = {
  requests: { cpu: '250m', memory: '1Gi', 'ephemeral-storage': '256Mi' },
  limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '2Gi' },
};

/** Its servers, as the config sizes them. */
export const servers = ({ instances, resources }: PostgresConfig): Servers => ({
  count: instances,
  resources,
  defaults,
});

const secretNameOf = (key: string, { secretName = `${key}-credentials` }: PostgresConfig): string =>
  secretName;

/** The secrets that it reads. */
export const secretNames = (key: string, config: PostgresConfig): readonly SecretName[] => [
  { at: 'secretName', name: secretNameOf(key, config), isCredentials: true },
  ...(config.backup === undefined ? [] : backupOf(config.backup).secretNames(key, config.backup)),
];

/** The cluster, and what the operator makes beside it. */
export const objectNames = (key: string, { objectName = key }: PostgresConfig): readonly string[] =>
  ['', '-rw', '-r', '-ro', '-pooler', '-primary'].map((end) => `${objectName}${end}`);

/** Decides what the config leaves open. */
export function plan(key: string, config: PostgresConfig, place: StorePlace): PostgresPlan {
  const { objectName = key, database, owner, instances } = config;
  const resources = resourcesPlan(config.resources, defaults);
  const pooler = poolerPlan(objectName, config.pooler);
  const backup =
    config.backup === undefined
      ? unsaid
      : backupOf(config.backup).plan({ key, cluster: objectName }, config.backup);
  const host = hostOf(pooler?.objectName ?? `${objectName}-rw`, place);
  const secretName = secretNameOf(key, config);
  return {
    kind: 'postgres',
    place: 'cluster',
    key,
    role: 'database',
    objectName,
    namespace: place.namespace,
    variable: variableOf(key, config),
    image: config.image ?? operandImage(config.version),
    version: config.version,
    resources,
    database,
    owner,
    instances,
    storage: config.storage,
    walStorage: config.walStorage,
    storageClass: config.storageClass,
    parameters: config.parameters,
    pooler,
    backup,
    // As the operator labels them.
    podLabels: { 'cnpg.io/cluster': objectName },
    endpoint: { host, port: driver.port },
    secretName,
    password: {
      key: passwordKey,
      before: `postgresql://${owner}:`,
      after: `@${host}:${driver.port}/${database}`,
    },
    secrets: [
      credentials({ secretName, owner, database, objectName }),
      ...backupOf(backup).secrets(backup, objectName),
    ],
    deployments: [],
    volumes: volumesOf(config),
    load: serversLoad(instances, resources),
    operators: [cloudNativePg, ...backupOf(backup).operators],
    roles: [
      'store',
      ...(pooler === undefined ? [] : ['pooler' as const]),
      ...backupOf(backup).roles,
    ],
  };
}

function poolerPlan(cluster: string, pooler: PostgresConfig['pooler']): PostgresPlan['pooler'] {
  if (pooler === undefined) return undefined;
  const objectName = `${cluster}-pooler`;
  return {
    ...pooler,
    objectName,
    title: 'PgBouncer',
    podLabels: { 'cnpg.io/poolerName': objectName },
  };
}

const volumesOf = ({
  instances,
  storage,
  walStorage,
  storageClass,
}: PostgresConfig): readonly VolumePlan[] => {
  const each = [storage, ...(walStorage === undefined ? [] : [walStorage])];
  return Array.from({ length: instances }, () =>
    each.map((size) => ({ size, storageClass })),
  ).flat();
};

const passwordKey = 'password';

// CloudNativePG takes over a new password when the secret carries this label (its doc: "Labels and Annotations").
const credentials = ({
  secretName,
  owner,
  database,
  objectName,
}: Pick<PostgresPlan, 'secretName' | 'owner' | 'database' | 'objectName'>): WantedSecret => ({
  name: secretName,
  type: 'kubernetes.io/basic-auth',
  labels: { 'cnpg.io/reload': 'true' },
  purpose: `Owner of database ${database} on ${objectName}`,
  usedBy: [objectName],
  keys: [
    { key: 'username', blank: owner, hint: '', value: { kind: 'fixed' } },
    password(passwordKey),
  ],
});
