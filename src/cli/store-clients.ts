import type { StoreClient } from '../files/runtime/contract.ts';
import type { DriverName } from '../stores/drivers/index.ts';

/** Lines to paste into an application that is not ours. */
interface ClientCode {
  /** Opens the store whose URL is in a variable. */
  readonly open: (variable: string) => readonly string[];
  /** Fails while the store does not answer. */
  readonly ping: string;
}

/** How each protocol is spoken in each language. */
export const clientCode: Readonly<
  Record<DriverName, Readonly<Record<StoreClient['language'], ClientCode>>>
> = {
  postgres: {
    typescript: {
      open: (variable) => [
        "import { Pool } from 'pg';",
        `export const database = new Pool({ connectionString: process.env['${variable}'] });`,
      ],
      ping: "await database.query('SELECT 1')",
    },
    python: {
      open: (variable) => [
        'import os',
        'from psycopg_pool import ConnectionPool',
        `database = ConnectionPool(os.environ["${variable}"], open=True)`,
      ],
      ping: 'with database.connection() as connection: connection.execute("SELECT 1")',
    },
  },
  redis: {
    typescript: {
      open: (variable) => [
        "import { Redis } from 'ioredis';",
        `export const cache = new Redis(process.env['${variable}'] ?? '');`,
      ],
      ping: 'await cache.ping()',
    },
    python: {
      open: (variable) => [
        'import os',
        'from redis import Redis',
        `cache = Redis.from_url(os.environ["${variable}"])`,
      ],
      ping: 'cache.ping()',
    },
  },
};
