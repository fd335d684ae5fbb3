import { minimal, both, with_, prod, pg } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

/** What does not hold across environments. */
export const environments: readonly Refusal[] = [
  ['no component', with_({ components: {} }), ['components: must have at least one component']],
  [
    'no environment',
    with_({ environments: {} }),
    ['environments: must have at least one environment'],
  ],
  [
    'a first environment without a build',
    with_({ environments: { prod: both.prod } }),
    ['environments.prod.deploy: the first environment cannot be promoted to: use "on-push"'],
  ],
  [
    'a second environment that builds',
    with_({ environments: { ...both, prod: { ...both.prod, deploy: 'on-push' } } }),
    [
      'environments.prod.deploy: only the first environment builds: ' +
        'use "on-promotion", so that what runs here was tested before',
    ],
  ],
  [
    'a sync by hand where CI deploys',
    with_({
      delivery: { kind: 'push' },
      environments: { ...both, prod: { ...both.prod, sync: 'manual' } },
    }),
    [
      'environments.prod.sync: nothing is synced under push delivery: omit it, and let "owners" ' +
        'approve a deployment on GitHub, or use delivery { kind: "argocd" }',
    ],
  ],
  [
    'one branch twice',
    with_({ environments: { ...both, prod: { ...both.prod, branch: 'dev' } } }),
    ['environments.prod.branch: branch "dev" already belongs to another environment'],
  ],
  [
    'one namespace twice',
    with_({ environments: { ...both, prod: { ...both.prod, namespace: 'orders-dev' } } }),
    ['environments.prod.namespace: two environments cannot share a namespace on one cluster'],
  ],
  [
    "Argo CD's own project",
    with_({ delivery: { kind: 'argocd', project: 'default' } }),
    [
      'delivery.project: "default" is Argo CD\'s own project: ours would restrict it for every ' +
        'other Application of the cluster; choose another name, such as "orders"',
    ],
  ],
  [
    "a service that is named like Argo CD's own project",
    with_({ name: 'default' }),
    [
      'delivery.project: "default" is Argo CD\'s own project: ours would restrict it for every ' +
        'other Application of the cluster; choose another name, such as "default-apps"',
    ],
  ],
  [
    'one project for the root app and what it manages',
    with_({ delivery: { kind: 'argocd', project: 'orders-root', rootApp: true } }),
    [
      'delivery.project: "orders-root" is the project of the root app; ' +
        'choose another name, such as "orders"',
    ],
  ],
  [
    'one name for the root app and an Application that it manages',
    with_({
      delivery: { kind: 'argocd', rootApp: true },
      environments: { ...both, prod: { ...both.prod, releaseName: 'orders' } },
    }),
    [
      'environments.prod.releaseName: "orders" is already the Application ' +
        'that manages the others (delivery.rootApp)',
    ],
  ],
  [
    'a namespace of the cluster',
    with_({ environments: { ...both, prod: { ...both.prod, namespace: 'kube-system' } } }),
    [
      'environments.prod.namespace: "kube-system" is the namespace of Kubernetes, whose pods ' +
        'could not start again under the Pod Security label "restricted" of an environment: ' +
        'choose a namespace of your own, such as "orders-prod"',
    ],
  ],
  [
    'one host twice',
    with_({
      routing: { kind: 'istio', gateway: 'a/b' },
      environments: {
        dev: { ...both.dev, hosts: ['a.example.com'] },
        prod: { ...both.prod, hosts: ['a.example.com'] },
      },
    }),
    [
      'environments.prod.hosts: host "a.example.com" belongs to environments.dev already: give ' +
        'each environment its own hosts',
    ],
  ],
  [
    'a component that only one environment has',
    prod({ components: { servr: { routes: [], build: { context: 'b' } } } }),
    [
      'environments.prod.overrides.components.servr: unknown key of components; did you mean "server"?',
    ],
  ],
  [
    'a component that one environment lacks',
    prod({ components: { server: null, other: { routes: [], build: { context: 'b' } } } }),
    [
      'environments.prod.overrides.components.other: unknown key of components (known: server)',
      'environments.prod.overrides.components.server: cannot be removed in one environment',
    ],
  ],
  [
    'another port in production',
    prod({ components: { server: { port: 4000 } } }),
    [
      'environments.prod.overrides.components.server.port: ' +
        'must be the same in every environment: the tested image is the one that is promoted',
    ],
  ],
  [
    'another name of a store in production',
    prod({ dataStores: { db: { objectName: 'x' } } }, { dataStores: { db: pg } }),
    ['environments.prod.overrides.dataStores.db.objectName: must not differ between environments'],
  ],
  [
    'another kind of store in production',
    prod({ dataStores: { db: { kind: 'redis' } } }, { dataStores: { db: pg } }),
    [
      'environments.prod.overrides.dataStores.db.kind: cannot be overridden: kind is "postgres" in all environments',
    ],
  ],
  [
    'another kind of backup in production',
    prod(
      { dataStores: { db: { backup: { kind: 'object-store', destination: 's3://backups' } } } },
      { dataStores: { db: pg } },
    ),
    [
      'environments.prod.overrides.dataStores.db.backup.kind: cannot be overridden: kind is "none" in all environments',
    ],
  ],
  [
    'several problems at once',
    { ...minimal, name: 'X', ports: 1, components: { server: { port: 1, env: { '1A': 'x' } } } },
    [
      'components.server.env.1A: invalid name: use letters, digits and underscores, not starting with a digit',
      'components.server.port: invalid value 1: use an unprivileged port, ' +
        '1024 or above: the container does not run as root',
      'name: invalid value "X": use lower-case letters, digits and dashes, starting with a letter',
      'ports: unknown key; known keys: name, system, description, repository, owners, ' +
        'registry, components, dataStores, environments, packaging, delivery, secrets, ' +
        'routing, messaging, monitoring, infrastructure, ci, decisions',
    ],
  ],
];
