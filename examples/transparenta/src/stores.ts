import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { openPostgres } from './stores/postgres.ts';
import { openRedis } from './stores/redis.ts';

export type Stores = ReturnType<typeof openStores>;

/** The data stores of this service. Startup does not wait for them; readiness reports when they respond. */
export function openStores(config: Config, logger: Logger) {
  return {
    'database': openPostgres({ name: 'database', critical: true, url: config.databaseUrl, logger }),
    'user-database': openPostgres({ name: 'user-database', critical: true, url: config.userDatabaseUrl, logger }),
    'cache': openRedis({ name: 'cache', critical: false, url: config.redisUrl, logger }),
  };
}
