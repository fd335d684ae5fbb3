import { both, minimal } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

const data = { db: { kind: 'redis', namespace: 'data' } };
const own = { dev: { ...both.dev, namespaces: { data: 'data-dev' } }, prod: both.prod };

/** What the rules say about components and stores in namespaces of their own. */
export const severalNamespaces: readonly Refusal[] = [
  [
    'a namespace that two environments of a cluster share',
    { ...minimal, environments: both, dataStores: data },
    ['environments.prod.namespaces.data: two environments cannot share a namespace on one cluster'],
  ],
  [
    'a name for a namespace that nothing has',
    {
      ...minimal,
      environments: { ...own, prod: { ...both.prod, namespaces: { date: 'data-prod' } } },
      dataStores: data,
    },
    [
      'environments.prod.namespaces.date: no component and no store has the namespace "date"; did you mean "data"?',
    ],
  ],
  [
    'the namespace of the environment, named again',
    {
      ...minimal,
      environments: { dev: { ...both.dev, namespace: 'data' } },
      dataStores: data,
    },
    [
      'environments.dev.namespaces.data: "data" is the namespace of the environment itself: ' +
        'leave namespace out of what belongs there',
    ],
  ],
  [
    'two keys of one namespace',
    {
      ...minimal,
      environments: { dev: { ...both.dev, namespaces: { data: 'stores', caches: 'stores' } } },
      dataStores: { ...data, cache: { kind: 'valkey', namespace: 'caches' } },
    },
    [
      'environments.dev.namespaces.caches: "stores" is the name of another namespace already: use one key for both',
    ],
  ],
  [
    'an environment with nothing in its own namespace',
    {
      ...minimal,
      components: { server: { namespace: 'apps' } },
      environments: { dev: both.dev },
    },
    [
      'environments.dev.namespace: every component names another namespace, so nothing is left for this one: ' +
        'set it to one of them, and leave namespace out of the components that are there',
    ],
  ],
  [
    'the namespace of an operator',
    {
      ...minimal,
      environments: { dev: both.dev },
      dataStores: { db: { kind: 'redis', namespace: 'cnpg-system' } },
    },
    [
      'environments.dev.namespaces.cnpg-system: "cnpg-system" is the namespace of CloudNativePG, whose pods could ' +
        'not start again under the Pod Security label "restricted" of an environment: choose a namespace of ' +
        'your own, such as "orders-dev"',
    ],
  ],
  [
    'the name of a folder of overlays',
    {
      ...minimal,
      environments: { dev: both.dev },
      dataStores: { db: { kind: 'redis', namespace: 'release' } },
    },
    [
      'dataStores.db.namespace: "release" is the name of a folder of every overlay: choose another name here, and ' +
        'set environments.dev.namespaces.<name> where the namespace is called so',
    ],
  ],
  [
    'one chart for several namespaces',
    {
      ...minimal,
      environments: { dev: both.dev },
      dataStores: data,
      packaging: { kind: 'helm' },
    },
    [
      'dataStores.db.namespace: one chart installs into one namespace: use layout "per-component", or one namespace',
    ],
  ],
  [
    'several namespaces where CI deploys and people make secrets',
    {
      ...minimal,
      environments: { dev: both.dev },
      dataStores: data,
      delivery: { kind: 'push' },
      secrets: { kind: 'manual' },
    },
    [
      'dataStores.db.namespace: CI deploys into one namespace of an environment: ' +
        'use delivery { kind: "argocd" }, or leave it out',
      'dataStores.db.namespace: scripts/create-secrets.sh creates secrets in one namespace: use secrets ' +
        '{ kind: "sealed-secrets" }, or leave it out',
    ],
  ],
  [
    'one host of Istio in two namespaces',
    {
      ...minimal,
      components: {
        server: { routes: [{ path: '/' }] },
        edge: { namespace: 'edge', build: { context: 'edge' }, routes: [{ path: '/edge' }] },
      },
      environments: { dev: { ...both.dev, hosts: ['orders.example.com'] } },
      routing: { kind: 'istio', gateway: 'istio-system/public' },
    },
    [
      'environments.dev.hosts: Istio does not order the routes of two VirtualServices of one host: ' +
        'put server and edge into one namespace',
    ],
  ],
  [
    'one host of a component of Istio in two namespaces; others may be apart',
    {
      ...minimal,
      components: {
        server: { hosts: ['api', 'www'], routes: [{ path: '/' }] },
        edge: {
          namespace: 'edge',
          build: { context: 'edge' },
          hosts: ['edge'],
          routes: [{ path: '/' }, { path: '/edge', host: 'www.example.com' }],
        },
      },
      environments: { dev: { ...both.dev, domain: 'example.com' } },
      routing: { kind: 'istio', gateway: 'istio-system/public' },
    },
    [
      'components.edge.routes.1.host: Istio does not order the routes of two VirtualServices of one ' +
        'host: put server and edge into one namespace',
    ],
  ],
  [
    'an Application that is called like one of a namespace',
    {
      ...minimal,
      environments: {
        dev: { ...both.dev, namespaces: { data: 'data-dev' } },
        prod: { ...both.prod, releaseName: 'orders-dev-data' },
      },
      dataStores: data,
    },
    [
      'environments.prod.releaseName: "orders-dev-data" is already the Application of a namespace of dev',
    ],
  ],
  [
    'another namespace in one environment',
    {
      ...minimal,
      environments: {
        dev: both.dev,
        prod: { ...both.prod, overrides: { dataStores: { db: { namespace: 'other' } } } },
      },
      dataStores: { db: { kind: 'redis' } },
    },
    ['environments.prod.overrides.dataStores.db.namespace: must not differ between environments'],
  ],
];
