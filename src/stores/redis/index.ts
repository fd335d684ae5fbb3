import * as z from 'zod';
import { image } from './versions.ts';
import { inMemoryStore, options } from '../in-memory/index.ts';

/** One Redis server. */
export const redis = inMemoryStore(
  {
    kind: 'redis',
    title: 'Redis',
    image,
    server: 'redis-server',
    cli: 'redis-cli',
    name: 'redis',
    settings: { key: 'redis_conf', file: 'redis.conf' },
    passwordKey: 'REDIS_PASSWORD',
  },
  z.strictObject({ kind: z.literal('redis'), ...options('Redis') }),
);
