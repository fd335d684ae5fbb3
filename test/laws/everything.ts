import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';

const backup = { kind: 'object-store', destination: 's3://orders-backups/db' };

/** A config that leads to every kind of object at least once, in both of its environments. */
const input = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: {
    api: {
      build: { context: 'api' },
      replicas: 2,
      metrics: {},
      env: { LOG_LEVEL: 'info' },
      secretEnv: ['JWT_SECRET'],
      calls: ['worker'],
      publishes: ['taken'],
      checks: ['verify:data'],
      routes: [
        { path: '/mcp', timeout: '6h', retries: 0 },
        { path: '/', timeout: '30s', retries: { attempts: 3, perTry: '7s' } },
      ],
    },
    worker: {
      build: { context: 'worker' },
      routes: [],
      env: { LOG_LEVEL: 'warn' },
      subscribes: ['taken'],
      autoscaling: { min: 1, max: 4, memory: 80 },
    },
  },
  dataStores: {
    db: { kind: 'postgres', instances: 2, pooler: {}, backup },
    cache: { kind: 'redis', persistence: {}, eviction: 'noeviction' },
    sessions: { kind: 'valkey', maxMemory: '128mb' },
    ledger: { kind: 'external' },
  },
  environments: {
    prod: { branch: 'main', deploy: 'on-push', production: true, hosts: ['api.example.com'] },
    dr: {
      branch: 'dr',
      deploy: 'on-promotion',
      hosts: ['dr.example.com'],
      overrides: {
        dataStores: { db: { backup: { ...backup, destination: 's3://orders-backups/dr' } } },
      },
    },
  },
  messaging: {
    kind: 'dapr',
    broker: { kind: 'kafka' },
    topics: { taken: 'orders.taken' },
    state: 'cache',
  },
  routing: { kind: 'istio', gateway: 'istio-system/public' },
  monitoring: { kind: 'prometheus', alerts: { latency: '2s' }, slack: { channel: '#alerts' } },
};

export const everythingConfig = parseConfig(input);

/** Its plan. */
export const everything = makePlan(everythingConfig);

const gatewayRoutes = {
  components: {
    ...input.components,
    api: { ...input.components.api, routes: [{ path: '/mcp', timeout: '6h' }, { path: '/' }] },
  },
};

/** The same behind the other back-ends for routes. */
export const everythingBehindConfigs = {
  ingress: parseConfig({ ...input, routing: { kind: 'ingress', tls: {} } }),
  'gateway-api': parseConfig({
    ...input,
    ...gatewayRoutes,
    routing: { kind: 'gateway-api', gateway: 'gateways/public' },
  }),
} as const;

/** Their plans. */
export const everythingBehind = {
  ingress: makePlan(everythingBehindConfigs.ingress),
  'gateway-api': makePlan(everythingBehindConfigs['gateway-api']),
} as const;
