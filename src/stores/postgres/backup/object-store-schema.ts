import * as z from 'zod';
import { cron, dnsLabel } from '../../../domain/values.ts';

/** Backups in a bucket. */
export const objectStoreSchema = z.strictObject({
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
    .regex(
      /^https:\/\/[a-z0-9.-]+(:[0-9]{1,5})?$/,
      'use an https URL with a name or an IPv4 address and no path, such as https://s3.example.com:9000',
    )
    .optional()
    .describe('Endpoint of an S3-compatible store; none for AWS'),
  secretName: dnsLabel
    .optional()
    .describe('Secret with ACCESS_KEY_ID and ACCESS_SECRET_KEY (default: <store>-backup)'),
  schedule: cron.default('0 2 * * *').describe('Schedule of base backups (UTC, five cron fields)'),
  retention: z
    .string()
    .regex(/^[1-9][0-9]{0,3}[dwm]$/, 'use a period such as 30d, 4w or 6m')
    .default('30d')
    .describe('How long backups are kept'),
});
