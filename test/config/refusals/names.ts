import { with_, server, pg, store } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

/** Names that two things would have. */
export const names: readonly Refusal[] = [
  [
    'a connection URL in plain sight',
    with_({ dataStores: { db: pg }, components: { server: { env: { DB_URL: 'x' } } } }),
    [
      'components.server.env.DB_URL: is the connection URL of a data store, ' +
        'which comes from a secret; remove it here or set the variable of the store',
    ],
  ],
  [
    'one connection URL for two stores',
    with_({
      dataStores: { db: { ...pg, variable: 'URL' }, cache: { kind: 'redis', variable: 'URL' } },
    }),
    ['dataStores.cache.variable: URL is already the connection URL of another data store'],
  ],
  [
    'one name for two things',
    with_({ dataStores: { orders: { kind: 'redis' } } }),
    [
      'dataStores.orders.objectName: "orders" is already the name of other Kubernetes ' +
        'objects of this service; set another objectName',
    ],
  ],
  [
    'a name that the operator takes',
    with_({ dataStores: { db: pg, 'db-rw': { kind: 'redis' } } }),
    [
      'dataStores.db-rw.objectName: "db-rw" is already the name of other Kubernetes ' +
        'objects of this service; set another objectName',
    ],
  ],
  [
    'one secret for two stores',
    with_({
      dataStores: { db: { ...pg, secretName: 's' }, cache: { kind: 'redis', secretName: 's' } },
    }),
    ['dataStores.cache.secretName: the secret "s" already belongs to another data store'],
  ],
  [
    'a backup in the secret of its store',
    store({
      secretName: 's',
      backup: { kind: 'object-store', destination: 's3://backups', secretName: 's' },
    }),
    [
      'dataStores.db.backup.secretName: the secret "s" already contains the credentials of a data store',
    ],
  ],
  [
    'the secret that pulls images',
    server({ secretEnv: { A: { secret: 'registry-credentials', key: 'A' } } }),
    [
      'components.server.secretEnv.A.secret: "registry-credentials" is the image pull secret; choose another name',
    ],
  ],
  [
    'another secret that pulls images',
    with_({
      registry: { kind: 'ghcr', pullSecret: 'pull' },
      components: { server: { secretEnv: { A: { secret: 'pull', key: 'A' } } } },
    }),
    ['components.server.secretEnv.A.secret: "pull" is the image pull secret; choose another name'],
  ],
  [
    'an external store in the secret of another',
    with_({
      dataStores: {
        cache: { kind: 'redis' },
        neon: { kind: 'external', secret: { name: 'cache-auth' } },
      },
    }),
    [
      'dataStores.neon.secret.name: the secret "cache-auth" already contains the credentials of a data store',
    ],
  ],
];
