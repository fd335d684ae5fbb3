import type { Store } from '../store.ts';
import { chart } from './chart.ts';
import { documents } from './documents.ts';
import { local } from './local.ts';
import { objects } from './objects.ts';
import { objectNames, plan, secretNames, servers, type PostgresPlan } from './plan.ts';
import { rules } from './rules.ts';
import { schema, type PostgresConfig } from './schema.ts';

/** A PostgreSQL cluster that CloudNativePG runs. */
export const postgres = {
  title: 'PostgreSQL',
  schema,
  role: 'database',
  rules,
  objectNames,
  secretNames,
  servers,
  state: undefined,
  plan,
  driver: () => 'postgres',
  decision: () => ({
    title: 'CloudNativePG over a PostgreSQL StatefulSet',
    rationale:
      'The operator handles failover, rolling upgrades, backups and point-in-time recovery.',
  }),
  isKept: () => true,
  objects,
  chart,
  local: (store) => local(store),
  documents,
  create: {
    label: 'PostgreSQL',
    config: () => ({ storage: '10Gi' }),
    production: ({ bucket, service }) => ({
      backup: { kind: 'object-store', destination: `s3://${bucket}/${service}` },
    }),
  },
} satisfies Store<PostgresConfig, PostgresPlan>;
