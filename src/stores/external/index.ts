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
  title: 'PostgreSQL elsewhere',
  schema,
  role: 'database',
  rules: () => [],
  objectNames: () => [],
  secretNames: (_, { secret: { name } }) =>
    name === undefined ? [] : [{ at: 'secret.name', name, isCredentials: false }],
  servers: () => undefined,
  state: undefined,
  plan: (key, config, service) => {
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
    title: 'A database that somebody else runs',
    rationale:
      'Backups, failover and upgrades are bought; ' +
      'the cluster holds no volume of it, and its address is the only way out that ' +
      'components get for it.',
  }),
  objects: () => [],
  chart: undefined,
  local: ({ key, variable }) =>
    local({ key, variable, version: standInVersion, owner: 'app', database: 'app' }),
  documents: {
    cells: ({ key, variable, port }) => [
      key,
      'PostgreSQL elsewhere',
      `in ${code(variable)}, port ${port}`,
      '–',
      'by those who run it',
    ],
    incident: ({ key }) => ({
      name: `${code(key)}, outside the cluster`,
      look: 'The status page of whoever runs it; the logs above',
      afterwards: '; nothing here brings it back',
    }),
    rotation: undefined,
    pages: [],
  },
  create: undefined,
} satisfies Store<ExternalConfig, ExternalPlan>;
