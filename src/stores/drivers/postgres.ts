import type { Driver } from './driver.ts';

/** What PostgreSQL speaks, and PgBouncer in front of it. */
export const postgres = {
  port: 5432,
  node: {
    module: 'postgres',
    open: 'openPostgres',
    protocols: ['postgres', 'postgresql'],
    example: 'postgres://localhost/app',
    unreachable: 'postgres://127.0.0.1:1/app',
    dependencies: { pg: '8.23.1' },
    devDependencies: { '@types/pg': '8.23.1' },
  },
  python: { module: 'postgres', type: 'Postgres', packages: ['psycopg[binary,pool]==3.3.9'] },
} as const satisfies Driver;
