import * as z from 'zod';
import { resources } from '../../domain/resources.ts';
import {
  bytes,
  cron,
  dnsLabel,
  imageReference,
  printable,
  sentence,
  variableName,
} from '../../domain/values.ts';

const backup = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('object-store'),
    destination: z
      .string()
      .max(300)
      .regex(
        /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9_.-]+)*$/,
        'use a bucket URL such as s3://bucket/path',
      )
      .describe('Bucket and path'),
    endpoint: z
      .string()
      .max(300)
      .regex(/^https:\/\/[a-z0-9.-]+(:[0-9]{1,5})?$/, 'use an https URL')
      .optional()
      .describe('Endpoint of an S3-compatible store; none for AWS'),
    secretName: dnsLabel
      .optional()
      .describe('Secret with ACCESS_KEY_ID and ACCESS_SECRET_KEY (default: <store>-backup)'),
    schedule: cron
      .default('0 2 * * *')
      .describe('Schedule of base backups (UTC, five cron fields)'),
    retention: z
      .string()
      .regex(/^[1-9][0-9]{0,3}[dwm]$/, 'use a period such as 30d, 4w or 6m')
      .default('30d')
      .describe('How long backups are kept'),
  }),
  z.strictObject({
    kind: z.literal('none'),
    reason: sentence.describe('Why losing this data is acceptable'),
  }),
]);

const postgres = z.strictObject({
  kind: z.literal('postgres'),
  variable: variableName
    .optional()
    .describe('Environment variable with its connection URL (default: <STORE>_URL)'),
  version: z
    .union([z.literal(14), z.literal(15), z.literal(16), z.literal(17), z.literal(18)])
    .default(18)
    .describe('PostgreSQL major version'),
  image: imageReference.optional().describe('Image instead of the pinned CloudNativePG one'),
  objectName: dnsLabel.max(50).optional().describe('Name of the Cluster instead of the store key'),
  secretName: dnsLabel
    .optional()
    .describe('Secret with the credentials of the owner (default: <store>-credentials)'),
  database: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,62}$/, 'use lower-case letters, digits, dashes and underscores')
    .default('app')
    .describe('Database created at the first start'),
  owner: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,62}$/, 'use lower-case letters, digits, dashes and underscores')
    .default('app')
    .describe('Owner of the database'),
  instances: z.int().min(1).max(9).default(1).describe('PostgreSQL servers; two or more fail over'),
  storage: bytes.default('10Gi').describe('Size of each data volume'),
  walStorage: bytes.optional().describe('Size of a separate volume for the write-ahead log'),
  storageClass: dnsLabel
    .optional()
    .describe('StorageClass of its volumes instead of the cluster default'),
  resources: resources.prefault({}).describe('Requests and limits of each server'),
  parameters: z
    .record(
      z
        .string()
        .max(63)
        .regex(/^[a-z][a-z0-9_.]*$/, 'use a PostgreSQL parameter name'),
      printable,
    )
    .default({})
    .describe('postgresql.conf parameters, as strings'),
  pooler: z
    .strictObject({
      instances: z.int().min(1).max(9).default(2).describe('PgBouncer servers'),
      mode: z
        .enum(['session', 'transaction'])
        .default('transaction')
        .describe('PgBouncer pool mode: how long a client keeps its server connection'),
      size: z
        .int()
        .min(1)
        .max(1000)
        .default(20)
        .describe('Server connections per database and user'),
    })
    .optional()
    .describe('PgBouncer in front of it'),
  backup: backup.optional().describe('Backups; production requires them, or a reason'),
});

const redis = z.strictObject({
  kind: z.literal('redis'),
  variable: variableName
    .optional()
    .describe('Environment variable with its connection URL (default: <STORE>_URL)'),
  image: imageReference.optional().describe('Image instead of the pinned one'),
  objectName: dnsLabel.max(50).optional().describe('Name of its objects instead of the store key'),
  secretName: dnsLabel.optional().describe('Secret with the password (default: <store>-auth)'),
  maxMemory: z
    .string()
    .regex(/^[1-9][0-9]{0,5}(mb|gb)$/, 'use a Redis size such as 768mb')
    .default('256mb')
    .describe('Redis maxmemory'),
  eviction: z
    .enum([
      'noeviction',
      'allkeys-lru',
      'allkeys-lfu',
      'allkeys-random',
      'volatile-lru',
      'volatile-lfu',
      'volatile-random',
      'volatile-ttl',
    ])
    .default('allkeys-lru')
    .describe('Redis maxmemory-policy'),
  resources: resources.prefault({}).describe('Requests and limits'),
  persistence: z
    .strictObject({
      storage: bytes.default('1Gi').describe('Size of the volume'),
      storageClass: dnsLabel
        .optional()
        .describe('StorageClass of the volume instead of the cluster default'),
    })
    .optional()
    .describe('Keep the data on a volume across restarts'),
});

const external = z.strictObject({
  kind: z.literal('external'),
  variable: variableName
    .optional()
    .describe('Environment variable with its connection URL (default: <STORE>_URL)'),
  secret: z
    .strictObject({
      name: dnsLabel.optional().describe('Name of the secret (default: <service>-secrets)'),
      key: variableName.optional().describe('Key in the secret (default: the variable)'),
    })
    .prefault({})
    .describe('Secret with its connection URL, which a person enters'),
  port: z.int().min(1).max(65535).default(5432).describe('TCP port'),
  cidr: z.cidrv4().default('0.0.0.0/0').describe('Its address, as an IPv4 CIDR range'),
});

/** What the service keeps data in. An external store is a PostgreSQL that somebody else runs. */
export const dataStore = z.discriminatedUnion('kind', [postgres, redis, external]);
