import type { ConfigInput } from '../../../../src/index.ts';

/** One edit of a config, and what it does to the objects of each environment. */
export interface ConfigChange {
  readonly name: string;
  change(config: ConfigInput): ConfigInput;
  /** Objects that come, as `Kind/name`. */
  readonly adds?: readonly string[];
  /** Objects that go. */
  readonly removes?: readonly string[];
  /** Objects that leave git and stay in the cluster. */
  readonly keeps?: readonly string[];
  /** Secrets have to be sealed before it can be deployed. */
  readonly seals?: true;
  /** Components that have no image yet under the name of theirs. */
  readonly images?: readonly string[];
}

type Component = ConfigInput['components'][string];
type Store = NonNullable<ConfigInput['dataStores']>[string];

/** Sets keys of a component; `undefined` takes one away. */
const component =
  (name: string, keys: Without<Component>): ConfigChange['change'] =>
  (config) => ({
    ...config,
    components: { ...config.components, [name]: { ...config.components[name], ...keys } },
  });

/** Keys that may be taken away again: the config is written as JSON, which leaves them out. */
type Without<T> = { readonly [K in keyof T]?: T[K] | undefined };

const withoutComponent =
  (name: string): ConfigChange['change'] =>
  (config) => ({ ...config, components: without(config.components, name) });

const store =
  (name: string, keys: Store): ConfigChange['change'] =>
  (config) => ({ ...config, dataStores: { ...config.dataStores, [name]: keys } });

const withoutStore =
  (name: string): ConfigChange['change'] =>
  (config) => ({ ...config, dataStores: without(config.dataStores ?? {}, name) });

const without = <T>(
  record: Readonly<Record<string, T>>,
  name: string,
): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

const section =
  (keys: Pick<ConfigInput, 'routing' | 'messaging' | 'monitoring'>): ConfigChange['change'] =>
  (config) => ({ ...config, ...keys });

/** Gives each environment hosts of its own. */
const hosts =
  (...names: readonly string[]): ConfigChange['change'] =>
  (config) => ({
    ...config,
    environments: Object.fromEntries(
      Object.entries(config.environments ?? {}).map(([environment, rest]) => [
        environment,
        { ...rest, hosts: names.map((name) => hostOf(config.name, name, environment)) },
      ]),
    ),
  });

/** A host of an environment, covered by the certificate of the load balancer. */
export const hostOf = (service: string, name: string, environment: string): string =>
  `${name}-${service}-${environment}.example.com`;

const all =
  (...changes: readonly ConfigChange['change'][]): ConfigChange['change'] =>
  (config) =>
    changes.reduce((changed, change) => change(changed), config);

const cache = (keys: Omit<Extract<Store, { kind: 'redis' }>, 'kind'> = {}): Store => ({
  kind: 'redis',
  ...keys,
});

const database = (keys: Omit<Extract<Store, { kind: 'postgres' }>, 'kind'> = {}): Store => ({
  kind: 'postgres',
  storage: '1Gi',
  backup: { kind: 'none', reason: 'the scenario makes its data anew' },
  ...keys,
});

/** The Gateway that a platform's team would have made. */
export const gatewayOf = (
  service: string,
): { readonly namespace: string; readonly name: string } => ({
  namespace: 'gateways',
  name: service,
});

const monitoring = (slack: boolean): ConfigChange['change'] =>
  section({
    monitoring: { kind: 'prometheus', ...(slack ? { slack: { channel: '#orders-alerts' } } : {}) },
  });

/** The objects of a component. */
const named = (name: string): readonly string[] => [
  ...['Deployment', 'Service', 'ServiceAccount', 'NetworkPolicy'].map((kind) => `${kind}/${name}`),
  `ConfigMap/${name}-config`,
];

const cacheObjects = named('cache');
const databaseObjects = ['Cluster/database', 'NetworkPolicy/database'];
const poolerObjects = ['Pooler/database-pooler', 'NetworkPolicy/database-pooler'];

/**
 * Every feature of a config comes and goes again. Each change of a story starts
 * from the one before it; a story needs no other one.
 */
export function configStories(service: string): readonly (readonly ConfigChange[])[] {
  const gateway = gatewayOf(service);
  const worker = named(`${service}-worker`);
  const events = [
    'Component/pubsub',
    `Configuration/${service}`,
    `Subscription/${service}-worker-orders`,
  ];
  const metrics = [
    `ServiceMonitor/${service}`,
    `ConfigMap/${service}-dashboard`,
    `PrometheusRule/${service}-alerts`,
  ];
  return [
    [
      {
        name: 'autoscaling on',
        change: component('server', { replicas: undefined, autoscaling: { min: 2, max: 4 } }),
        adds: [`HorizontalPodAutoscaler/${service}`],
      },
      {
        name: 'autoscaling within other bounds',
        change: component('server', { autoscaling: { min: 2, max: 5, memory: 80 } }),
      },
      {
        name: 'autoscaling off, two replicas instead',
        change: component('server', { autoscaling: undefined, replicas: 2 }),
        removes: [`HorizontalPodAutoscaler/${service}`],
      },
    ],
    [
      {
        name: 'one replica',
        change: component('server', { replicas: undefined }),
        removes: [`PodDisruptionBudget/${service}`],
      },
      {
        name: 'variables',
        change: component('server', { env: { LOG_LEVEL: 'debug' } }),
      },
      {
        name: 'resources, probes and shutdown',
        change: component('server', {
          resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '1024Mi' } },
          health: { live: '/live', ready: { path: '/ready', period: '5s' }, startup: '1m' },
          shutdown: { delay: '2s', grace: '20s' },
        }),
      },
    ],
    [
      {
        name: 'another port and user',
        change: component('server', { port: 8080, user: 12345 }),
      },
    ],
    [
      {
        name: 'a secret variable',
        change: component('server', { secretEnv: ['API_TOKEN'] }),
        seals: true,
      },
      {
        name: 'no secret variable',
        change: component('server', { secretEnv: undefined }),
      },
    ],
    [
      {
        name: 'egress',
        change: component('server', {
          egress: [
            { cidr: '203.0.113.0/24', ports: [443, 8443] },
            { namespace: 'search', ports: [9200] },
          ],
        }),
      },
      { name: 'no egress', change: component('server', { egress: undefined }) },
    ],
    [
      {
        name: 'a second component',
        change: all(
          component('worker', { build: { context: 'worker' }, routes: [] }),
          component('server', { objectName: service, calls: ['worker'] }),
        ),
        adds: worker,
        images: ['worker'],
      },
      {
        name: 'events by Dapr',
        change: all(
          section({
            messaging: { kind: 'dapr', broker: { kind: 'kafka' }, topics: { orders: 'orders' } },
          }),
          component('server', { publishes: ['orders'] }),
          component('worker', { subscribes: ['orders'] }),
        ),
        adds: events,
        seals: true,
      },
      {
        name: 'no events',
        change: all(
          section({ messaging: { kind: 'none' } }),
          component('server', { publishes: undefined }),
          component('worker', { subscribes: undefined }),
        ),
        removes: events,
      },
      {
        name: 'the second component goes',
        change: all(
          component('server', { calls: undefined, objectName: undefined }),
          withoutComponent('worker'),
        ),
        removes: worker,
      },
    ],
    [
      {
        name: 'an Ingress with HTTPS, and a host',
        change: all(hosts('api'), section({ routing: { kind: 'ingress', tls: {} } })),
        adds: [`Ingress/${service}`, `Certificate/${service}-tls`],
      },
      { name: 'a second host', change: hosts('api', 'www') },
      {
        name: 'other routes',
        change: component('server', {
          routes: [
            { path: '/api', timeout: '1m' },
            { path: '/', timeout: '30s' },
          ],
        }),
        adds: [`Ingress/${service}.api`],
      },
      {
        name: 'Gateway API instead of the Ingress',
        change: section({
          routing: { kind: 'gateway-api', gateway: `${gateway.namespace}/${gateway.name}` },
        }),
        adds: [`HTTPRoute/${service}`],
        removes: [`Ingress/${service}`, `Ingress/${service}.api`, `Certificate/${service}-tls`],
      },
      {
        name: 'Istio instead of Gateway API',
        change: section({ routing: { kind: 'istio', gateway: 'istio-system/public' } }),
        adds: [`VirtualService/${service}`],
        removes: [`HTTPRoute/${service}`],
      },
      {
        name: 'no routing',
        change: all(
          hosts(),
          section({ routing: { kind: 'none' } }),
          component('server', { routes: undefined }),
        ),
        removes: [`VirtualService/${service}`],
      },
    ],
    [
      {
        name: 'metrics and alerts',
        change: all(monitoring(false), component('server', { metrics: {} })),
        adds: metrics,
      },
      {
        name: 'alerts in Slack',
        change: monitoring(true),
        adds: [`AlertmanagerConfig/${service}-alerts`],
        seals: true,
      },
      {
        name: 'no metrics and alerts',
        change: all(
          section({ monitoring: { kind: 'none' } }),
          component('server', { metrics: undefined }),
        ),
        removes: [...metrics, `AlertmanagerConfig/${service}-alerts`],
      },
    ],
    [
      { name: 'a cache', change: store('cache', cache()), adds: cacheObjects, seals: true },
      {
        name: 'a cache with a volume',
        change: store('cache', cache({ persistence: { storage: '1Gi' } })),
        adds: ['PersistentVolumeClaim/cache-data'],
      },
      {
        name: 'a larger volume',
        change: store('cache', cache({ persistence: { storage: '2Gi' }, maxMemory: '128mb' })),
      },
      {
        name: 'no cache',
        change: withoutStore('cache'),
        keeps: [...cacheObjects, 'PersistentVolumeClaim/cache-data'],
      },
    ],
    [
      {
        name: 'a database',
        change: store('database', database()),
        adds: databaseObjects,
        seals: true,
      },
      {
        name: 'a pooler',
        change: store('database', database({ pooler: {} })),
        adds: poolerObjects,
      },
      {
        name: 'a larger database',
        change: store(
          'database',
          database({ storage: '2Gi', parameters: { work_mem: '8MB' }, pooler: {} }),
        ),
      },
      {
        name: 'no database',
        change: withoutStore('database'),
        keeps: [...databaseObjects, ...poolerObjects],
      },
    ],
    [
      {
        name: 'other names of the objects',
        change: component('server', { objectName: 'buyer' }),
        images: ['server'],
        adds: named('buyer'),
        removes: named(service),
      },
    ],
  ];
}
