import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from './make-plan.ts';
import type { Role } from '../../src/domain/waves.ts';
import { resourcesPlan } from '../../src/domain/resources.ts';
import { wavesOf } from '../../src/domain/waves.ts';
import { exampleConfig } from './example-config.ts';

const minimal = {
  name: 'orders',
  repository: 'https://github.com/Acme/orders',
  components: { server: {} },
};
const planOf = (changes: object = {}) => makePlan(parseConfig({ ...minimal, ...changes }));

test.each<[string, Role[], Partial<Record<Role, number>>]>([
  [
    'a service alone',
    ['configuration', 'secret', 'workload'],
    { configuration: -2, secret: -1, workload: 0 },
  ],
  [
    'a service with routes',
    ['configuration', 'secret', 'workload', 'route'],
    { configuration: -2, secret: -1, workload: 0, route: 1 },
  ],
  [
    'a store before what reads it',
    ['configuration', 'secret', 'store', 'workload'],
    { configuration: -3, secret: -2, store: -1, workload: 0 },
  ],
  [
    'a backup after its store',
    ['configuration', 'secret', 'store', 'backup', 'workload'],
    { store: -1, backup: 0, workload: 0 },
  ],
  [
    'a pooler between store and workload',
    ['configuration', 'secret', 'store', 'pooler', 'workload', 'route'],
    { configuration: -4, secret: -3, store: -2, pooler: -1, workload: 0, route: 1 },
  ],
])('waves follow the graph: %s', (_, roles, waves) => {
  expect(wavesOf(new Set(roles))).toMatchObject(waves);
});

test('names follow from few', () => {
  const plan = planOf();
  expect(plan.components.map(({ objectName, image }) => [objectName, image.repository])).toEqual([
    ['orders', 'ghcr.io/acme/orders'],
  ]);
  expect(
    plan.environments.map(({ namespace, application, deploy }) => [namespace, application, deploy]),
  ).toEqual([
    ['orders-dev', 'orders-dev', { kind: 'on-push' }],
    ['orders-prod', 'orders-prod', { kind: 'on-promotion', from: 'dev' }],
  ]);
  expect(plan.delivery).toMatchObject({ kind: 'argocd', project: 'orders' });
});

test('several components carry their own names beside the service’s, and a system groups services', () => {
  const plan = planOf({
    system: 'shop',
    registry: { kind: 'harbor', host: 'harbor.example.com', project: 'shop' },
    components: {
      api: {},
      worker: { routes: [], build: { context: 'worker' }, objectName: 'orders-jobs' },
    },
  });
  expect(
    plan.components.map(({ objectName, image }) => [
      objectName,
      image.repository,
      image.dockerfile,
    ]),
  ).toEqual([
    ['orders-api', 'harbor.example.com/shop/orders-api', 'Dockerfile'],
    ['orders-jobs', 'harbor.example.com/shop/orders-jobs', 'worker/Dockerfile'],
  ]);
  expect(plan.environments.map(({ namespace }) => namespace)).toEqual(['shop-dev', 'shop-prod']);
});

test('images of another registry are named by its host and the path in it', () => {
  const plan = planOf({
    registry: { kind: 'generic', host: 'gitea.example.com', project: 'my-girok' },
  });
  expect(plan.registry).toMatchObject({
    host: 'gitea.example.com',
    pullSecret: 'registry-credentials',
    takesJobToken: false,
  });
  expect(plan.components.map(({ image }) => image.repository)).toEqual([
    'gitea.example.com/my-girok/orders',
  ]);
});

const defaults = {
  requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '512Mi' },
};

test.each<[string, Parameters<typeof resourcesPlan>[0], object]>([
  ['nothing said', { requests: {}, limits: {} }, defaults],
  [
    'a request above the default limit raises the limit',
    { requests: { memory: '1Gi' }, limits: {} },
    {
      requests: { ...defaults.requests, memory: '1Gi' },
      limits: { ...defaults.limits, memory: '1Gi' },
    },
  ],
  [
    'a limit below the default request lowers the request',
    { requests: {}, limits: { cpu: '50m' } },
    { requests: { ...defaults.requests, cpu: '50m' }, limits: { ...defaults.limits, cpu: '50m' } },
  ],
  [
    'both said are both kept',
    { requests: { cpu: '2' }, limits: { cpu: '4' } },
    { requests: { ...defaults.requests, cpu: '2' }, limits: { ...defaults.limits, cpu: '4' } },
  ],
])('resources: %s', (_, given, expected) => {
  expect(resourcesPlan(given, defaults)).toEqual(expected);
});

test('Redis gets a third more memory than its data may take', () => {
  const [store] =
    planOf({ dataStores: { cache: { kind: 'redis', maxMemory: '768mb' } } }).environments[0]
      ?.stores ?? [];
  expect(store?.resources.limits.memory).toBe('1Gi');
});

test('a secret that a variable reads keeps the type that its owner needs', () => {
  const [environment] = planOf({
    components: {
      server: { secretEnv: { PASSWORD: { secret: 'db-credentials', key: 'password' } } },
    },
    dataStores: { db: { kind: 'postgres', backup: { kind: 'none', reason: 'a test' } } },
  }).environments;
  const secret = environment?.secrets.find(({ name }) => name === 'db-credentials');
  expect(secret?.type).toBe('kubernetes.io/basic-auth');
  expect(secret?.keys.map(({ key }) => key).sort()).toEqual(['password', 'username']);
});

test('Transparenta needs the five secrets of its system, by name, type and key', async () => {
  const [dev, prod] = makePlan(parseConfig(await exampleConfig('transparenta'))).environments.map(
    ({ secrets }) =>
      Object.fromEntries(
        secrets.map(({ name, type, keys }) => [name, [type, keys.map(({ key }) => key).sort()]]),
      ),
  );
  const five = {
    'hack-for-facts-eb-server-secrets': [
      'Opaque',
      ['DATABASE_URL', 'JWT_SECRET', 'REDIS_URL', 'USER_DATABASE_URL'],
    ],
    'postgres-deployment-credentials': ['kubernetes.io/basic-auth', ['password', 'username']],
    'postgres-userdata-credentials': ['kubernetes.io/basic-auth', ['password', 'username']],
    'redis-auth': ['Opaque', ['REDIS_PASSWORD']],
    'registry-credentials': ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  };
  expect(dev).toEqual(five);
  expect(prod).toEqual({
    ...five,
    'postgres-deployment-backup': ['Opaque', ['ACCESS_KEY_ID', 'ACCESS_SECRET_KEY']],
    'postgres-userdata-backup': ['Opaque', ['ACCESS_KEY_ID', 'ACCESS_SECRET_KEY']],
  });
});
