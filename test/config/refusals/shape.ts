import { both, with_, server, prod, store } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

/** What has the wrong keys. */
export const shape: readonly Refusal[] = [
  ['nothing at all', undefined, [': required: { name: …, repository: …, components: … }']],
  ['text', 'x', [': must be { name: …, repository: …, components: … }, not "x"']],
  [
    'an empty object',
    {},
    ['components: required: object', 'name: required: text', 'repository: required: text'],
  ],
  [
    'an unknown key at the top',
    with_({ enviroments: {} }),
    ['enviroments: unknown key; did you mean "environments"?'],
  ],
  [
    'an unknown key that resembles none',
    with_({ zzzzzzzzzz: 1 }),
    [
      'zzzzzzzzzz: unknown key; known keys: name, system, description, repository, owners, ' +
        'registry, components, dataStores, environments, packaging, delivery, secrets, ' +
        'routing, messaging, monitoring, infrastructure, ci, decisions',
    ],
  ],
  [
    'an unknown key of a component',
    server({ replica: 2 }),
    ['components.server.replica: unknown key; did you mean "replicas"?'],
  ],
  [
    'an unknown key deep down',
    server({ resources: { limits: { memroy: '1Gi' } } }),
    ['components.server.resources.limits.memroy: unknown key; did you mean "memory"?'],
  ],
  [
    'an unknown key inside a union',
    store({ storge: '1Gi' }),
    ['dataStores.db.storge: unknown key; did you mean "storage"?'],
  ],
  [
    'an unknown key inside a union in a union',
    store({ backup: { kind: 'object-store', destination: 's3://backups', shedule: '0 1 * * *' } }),
    ['dataStores.db.backup.shedule: unknown key; did you mean "schedule"?'],
  ],
  [
    'an unknown key of a list item',
    server({ routes: [{ path: '/', timout: '1s' }] }),
    ['components.server.routes.0.timout: unknown key; did you mean "timeout"?'],
  ],
  [
    'an unknown key of an environment',
    with_({ environments: { dev: { ...both.dev, host: [] } } }),
    ['environments.dev.host: unknown key; did you mean "hosts"?'],
  ],
  [
    'an unknown key in overrides',
    prod({ component: {} }),
    ['environments.prod.overrides.component: unknown key; did you mean "components"?'],
  ],
  [
    'an unknown key inside overrides',
    prod({ components: { server: { replica: 2 } } }),
    [
      'environments.prod.overrides.components.server.replica: unknown key; did you mean "replicas"?',
    ],
  ],
  [
    'a key of another member of the union',
    with_({ dataStores: { cache: { kind: 'redis', storage: '1Gi' } } }),
    [
      'dataStores.cache.storage: unknown key: it belongs to { kind: "postgres" }; ' +
        'known keys here: kind, variable, image, objectName, namespace, secretName, maxMemory, ' +
        'eviction, resources, persistence',
    ],
  ],
];
