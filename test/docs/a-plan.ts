import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';

/** The plan of a system with everything: two PostgreSQL clusters, a Redis, dev and a promoted prod. */
export const aPlan = (changes: Readonly<Record<string, unknown>> = {}): Plan =>
  makePlan(parseConfig({ ...system, ...changes }));

const backup = (store: string) => ({
  kind: 'object-store',
  destination: `s3://budget-backups/${store}`,
  endpoint: 'https://s3.example.com',
});

const system = {
  name: 'budget-server',
  system: 'budget',
  repository: 'https://github.com/acme/budget-server',
  registry: { kind: 'harbor', host: 'harbor.example.com', project: 'budget' },
  owners: ['@acme/platform'],
  components: {
    server: {
      runtime: { kind: 'node', version: 24, packageManager: 'pnpm', copy: ['datasets'] },
      port: 3000,
      health: {
        checks: {
          database: { store: 'postgres-db' },
          'user-database': { store: 'postgres-userdata' },
          cache: { store: 'redis', critical: false },
        },
      },
      env: { LOG_LEVEL: 'info' },
      secretEnv: ['JWT_SECRET'],
      routes: [
        { path: '/mcp', timeout: '6h', retries: 0 },
        { path: '/', timeout: '30s', retries: { attempts: 3, perTry: '7s' } },
      ],
    },
  },
  dataStores: {
    'postgres-db': {
      kind: 'postgres',
      version: 18,
      variable: 'DATABASE_URL',
      secretName: 'postgres-deployment-credentials',
      database: 'budget',
      owner: 'budget',
      storage: '100Gi',
    },
    'postgres-userdata': {
      kind: 'postgres',
      version: 18,
      variable: 'USER_DATABASE_URL',
      database: 'userdata',
      owner: 'userdata',
      storage: '50Gi',
    },
    redis: { kind: 'redis', maxMemory: '768mb' },
  },
  environments: {
    dev: { branch: 'dev', deploy: 'on-push', hosts: ['api-dev.example.com'] },
    prod: {
      branch: 'main',
      deploy: 'on-promotion',
      hosts: ['api.example.com'],
      overrides: {
        components: { server: { replicas: 2 } },
        dataStores: {
          'postgres-db': {
            storage: '200Gi',
            walStorage: '50Gi',
            parameters: { autovacuum: 'off' },
            resources: { requests: { memory: '8Gi' }, limits: { memory: '8Gi' } },
            backup: backup('db'),
          },
          'postgres-userdata': { storage: '200Gi', backup: backup('userdata') },
          redis: { maxMemory: '1152mb' },
        },
      },
    },
  },
  delivery: { kind: 'argocd', project: 'budget', rootApp: true },
  routing: { kind: 'istio', gateway: 'istio-system/istio-https-gateway' },
};

/** The smallest plan: one environment, no stores, no routes. */
export const aSmallPlan = (): Plan =>
  makePlan(
    parseConfig({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      components: { web: {} },
      environments: { live: { branch: 'main', deploy: 'on-push' } },
    }),
  );
