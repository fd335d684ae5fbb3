import type * as z from 'zod';
import { dialedBy } from '../../../domain/dialed.ts';
import { openingsTo, type Opening } from '../../../domain/openings.ts';
import { opaque, person } from '../../../domain/secret.ts';
import { code } from '../../../render/markdown.ts';
import type { KubernetesObject } from '../../../render/kubernetes-object.ts';
import type { MetadataOf } from '../../object-metadata.ts';
import { barmanCloud } from '../operators.ts';
import type { Backup } from './contract.ts';
import { objectStoreSchema } from './object-store-schema.ts';

/** Backups in a bucket, as CloudNativePG and its Barman Cloud plugin make them. */
export interface ObjectStoreBackupPlan {
  readonly kind: 'object-store';
  readonly objectName: string;
  readonly destination: string;
  readonly endpoint: string | undefined;
  /** Where that is on the network. */
  readonly openings: readonly Opening[];
  readonly secretName: string;
  /** Six cron fields, as CloudNativePG reads them. */
  readonly schedule: string;
  readonly retention: string;
}

/** The CloudNativePG plugin that archives and restores. */
export const backupPlugin = 'barman-cloud.cloudnative-pg.io';

/** The plugin as lists of a Cluster hold it: these are compared as a whole, defaults of the API server included. */
export const pluginEntry = (isWALArchiver: boolean) => ({
  name: backupPlugin,
  enabled: true,
  isWALArchiver,
});

/** Where buckets are that no endpoint is said of. */
const amazonS3 = 'https://s3.amazonaws.com';

const keys = { id: 'ACCESS_KEY_ID', secret: 'ACCESS_SECRET_KEY' } as const;

type Config = z.output<typeof objectStoreSchema>;

const secretNameOf = (key: string, { secretName = `${key}-backup` }: Config): string => secretName;

/** Archives the write-ahead log into a bucket and takes base backups. */
export const objectStore = {
  schema: objectStoreSchema,
  plan: ({ key, cluster }, backup) => ({
    kind: backup.kind,
    objectName: `${cluster}-backup`,
    destination: backup.destination,
    endpoint: backup.endpoint,
    openings: dialedBy(backup.endpoint ?? amazonS3).flatMap(openingsTo),
    secretName: secretNameOf(key, backup),
    schedule: `0 ${backup.schedule}`,
    retention: backup.retention,
  }),
  secretNames: (key, backup) => [
    { at: 'backup.secretName', name: secretNameOf(key, backup), isCredentials: false },
  ],
  secrets: ({ secretName, destination }, cluster) => [
    {
      ...opaque,
      name: secretName,
      purpose: `Access to ${destination} for backups of ${cluster}`,
      usedBy: [cluster],
      keys: [
        person(keys.id, `Access key that may write to ${destination}`),
        person(keys.secret, 'Its secret key'),
      ],
    },
  ],
  operators: [barmanCloud],
  roles: ['backup'],
  objects: (backup, metadata, cluster) => [
    archive(backup, metadata),
    schedule(backup, metadata, cluster),
  ],
  openings: ({ openings }) => openings,
  plugins: ({ objectName }) => [
    { ...pluginEntry(true), parameters: { barmanObjectName: objectName } },
  ],
  summary: ({ destination, retention }) => `${code(destination)}, kept ${retention}`,
  cells: (backup) => [code(backup.destination), code(backup.schedule), backup.retention],
  remains: ({ destination }) =>
    `The backups in ${code(destination)} remain there, and nothing deletes old ones any more.`,
  archive: (backup) => backup,
} satisfies Backup<Config, ObjectStoreBackupPlan>;

const archive = (backup: ObjectStoreBackupPlan, metadata: MetadataOf): KubernetesObject => ({
  apiVersion: 'barmancloud.cnpg.io/v1',
  kind: 'ObjectStore',
  metadata: metadata(backup.objectName, 'configuration'),
  spec: {
    retentionPolicy: backup.retention,
    configuration: {
      destinationPath: backup.destination,
      ...(backup.endpoint === undefined ? {} : { endpointURL: backup.endpoint }),
      s3Credentials: {
        accessKeyId: { name: backup.secretName, key: keys.id },
        secretAccessKey: { name: backup.secretName, key: keys.secret },
      },
      wal: { compression: 'gzip' },
      data: { compression: 'gzip' },
    },
  },
});

const schedule = (
  backup: ObjectStoreBackupPlan,
  metadata: MetadataOf,
  cluster: string,
): KubernetesObject => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'ScheduledBackup',
  metadata: metadata(backup.objectName, 'backup'),
  spec: {
    schedule: backup.schedule,
    immediate: true,
    backupOwnerReference: 'self',
    cluster: { name: cluster },
    method: 'plugin',
    pluginConfiguration: { name: backupPlugin },
  },
});
