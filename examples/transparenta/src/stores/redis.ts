import { Redis } from 'ioredis';
import type { Store, StoreInput } from './store.ts';

export interface RedisStore extends Store {
  readonly client: Redis;
}

/** A connection to Redis or Valkey that reconnects in the background; commands fail immediately while it is down. */
export function openRedis({ name, critical, url, logger }: StoreInput): RedisStore {
  const client = new Redis(url, { connectionName: 'hack-for-facts-eb-server', connectTimeout: 3000, enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  client.on('error', (error: Error) => { logger.debug({ store: name, err: error }, 'connection failed, will retry'); });
  return { name, critical, client, check: () => client.ping(), close: async () => { client.disconnect(); } };
}
