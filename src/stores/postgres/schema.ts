import * as z from 'zod';
import { resources } from '../../domain/resources.ts';
import { bytes, dnsLabel, postgresImage, printable, variableName } from '../../domain/values.ts';
import { backup } from './backup/index.ts';

/** What a config says of a PostgreSQL that CloudNativePG runs. */
export const schema = z.strictObject({
  kind: z.literal('postgres'),
  variable: variableName
    .optional()
    .describe('Environment variable with its connection URL (default: <STORE>_URL)'),
  version: z
    .union([z.literal(14), z.literal(15), z.literal(16), z.literal(17), z.literal(18)])
    .default(18)
    .describe('PostgreSQL major version'),
  image: postgresImage.optional().describe('Image instead of the pinned CloudNativePG one'),
  objectName: dnsLabel.max(50).optional().describe('Name of the Cluster instead of the store key'),
  namespace: dnsLabel
    .optional()
    .describe('Another namespace than that of its environment, the same key in every one'),
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
        .regex(
          /^[a-z][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/,
          'use a PostgreSQL parameter name, with one dot at most',
        )
        .refine(
          (name) => name !== 'archive_mode',
          'CloudNativePG sets archive_mode by itself and would overwrite this value: leave it out',
        ),
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

/** The same, complete. */
export type PostgresConfig = z.output<typeof schema>;
