import { appSecretOf } from '../../domain/names.ts';
import { code } from '../../render/markdown.ts';
import { local } from '../postgres/local.ts';
import { standInVersion } from '../postgres/versions.ts';
import { variableOf } from '../plan.ts';
import type { OutsideStorePlan, Store } from '../store.ts';
import { schema, type ExternalConfig } from './schema.ts';

/**
 * A PostgreSQL that somebody else runs; its URL is a secret variable of
 * the components that use it, its address an egress of theirs.
 */
export interface ExternalPlan extends OutsideStorePlan {
  readonly kind: 'external';
}

/** A PostgreSQL that somebody else runs. */
export const external = {
  title: 'External PostgreSQL',
  schema,
  role: 'database',
  rules: () => [],
  objectNames: () => [],
  secretNames: (_, { secret: { name } }) =>
    name === undefined ? [] : [{ at: 'secret.name', name, isCredentials: false }],
  servers: () => undefined,
  state: undefined,
  plan: (key, config, { service }) => {
    const variable = variableOf(key, config);
    const { secret, port, cidr } = config;
    return {
      kind: 'external',
      place: 'elsewhere',
      key,
      variable,
      secret: { name: secret.name ?? appSecretOf(service), key: secret.key ?? variable },
      hint: `Connection URL of ${key}, like postgresql://user:password@host:${port}/database?sslmode=require`,
      port,
      cidr,
    };
  },
  driver: () => 'postgres',
  decision: () => ({
    title: 'A database outside the cluster',
    rationale:
      'Its provider handles backups, failover and upgrades; the cluster holds none of its ' +
      'data, and network policies let components reach its address only.',
  }),
  isKept: () => false,
  objects: () => [],
  chart: undefined,
  local: ({ key, variable }) =>
    local({ key, variable, version: standInVersion, owner: 'app', database: 'app' }),
  documents: {
    cells: ({ key, variable, port }) => [
      key,
      'External PostgreSQL',
      `in ${code(variable)}, port ${port}`,
      '–',
      'by its provider',
    ],
    incident: ({ key }) => ({
      name: `${code(key)}, outside the cluster`,
      look: 'The status page of its provider; the logs above',
      afterwards: '; its provider has to restore it',
    }),
    rotation: undefined,
    lastCopy: () => ({ copy: [], elsewhere: '' }),
    pages: [],
  },
  create: undefined,
} satisfies Store<ExternalConfig, ExternalPlan>;
