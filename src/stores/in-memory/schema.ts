import * as z from 'zod';
import { resources } from '../../domain/resources.ts';
import { bytes, dnsLabel, imageReference, variableName } from '../../domain/values.ts';

/** What a config says of such a server, but for its kind. */
export const options = (title: string) => ({
  variable: variableName
    .optional()
    .describe('Environment variable with its connection URL (default: <STORE>_URL)'),
  image: imageReference.optional().describe('Image instead of the pinned one'),
  objectName: dnsLabel.max(50).optional().describe('Name of its objects instead of the store key'),
  namespace: dnsLabel
    .optional()
    .describe('Another namespace than that of its environment, the same key in every one'),
  secretName: dnsLabel.optional().describe('Secret with the password (default: <store>-auth)'),
  maxMemory: z
    .string()
    .regex(/^[1-9][0-9]{0,5}(mb|gb)$/, `use a ${title} size such as 768mb`)
    .default('256mb')
    .describe(`${title} maxmemory`),
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
    .describe(`${title} maxmemory-policy`),
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

/** The same, complete. */
export type InMemoryConfig = z.output<z.ZodObject<ReturnType<typeof options>>> & {
  readonly kind: string;
};
