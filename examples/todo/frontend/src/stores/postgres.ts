import { Pool } from 'pg';
import type { Store, StoreInput } from './store.ts';

export interface PostgresStore extends Store {
  readonly pool: Pool;
}

// Bounded, so a hanging database does not exhaust the pool.
const ping = { text: 'SELECT 1', query_timeout: 3000 };

/** A connection pool for one database. */
export function openPostgres({ name, critical, url, logger }: StoreInput): PostgresStore {
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: 3000, application_name: 'todo-app-frontend' });
  // Without a listener, a connection that breaks while idle would crash the process.
  pool.on('error', (error) => { logger.warn({ store: name, err: error }, 'lost an idle connection'); });
  return { name, critical, pool, check: () => pool.query(ping), close: () => pool.end() };
}
