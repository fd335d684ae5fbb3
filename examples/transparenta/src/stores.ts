import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { openPostgres } from './stores/postgres.ts';
import { openRedis } from './stores/redis.ts';

export type Stores = ReturnType<typeof openStores>;

/** The stores this service keeps data in; opening does not wait for them, readiness tells when they answer. */
export function openStores(config: Config, logger: Logger) {
  return {
    'database': openPostgres({ name: 'database', critical: true, url: config.databaseUrl, logger }),
    'user-database': openPostgres({ name: 'user-database', critical: true, url: config.userDatabaseUrl, logger }),
    'cache': openRedis({ name: 'cache', critical: false, url: config.redisUrl, logger }),
  };
}
