import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';

const backup = { kind: 'object-store', destination: 's3://todo-backups/db' };

/** A system that asks its cluster for everything. */
export const aSystem = {
  name: 'todo',
  repository: 'https://github.com/acme/todo',
  components: {
    backend: {
      build: { context: 'backend' },
      secretEnv: ['JWT_SECRET'],
      routes: [{ path: '/api' }],
      publishes: ['tasks'],
      metrics: {},
    },
    frontend: { build: { context: 'frontend' } },
  },
  dataStores: { db: { kind: 'postgres', backup }, redis: { kind: 'redis', persistence: {} } },
  environments: {
    staging: {
      branch: 'main',
      deploy: 'on-push',
      hosts: ['staging.todo.example.com'],
      namespace: 'staging',
    },
    production: {
      branch: 'production',
      deploy: 'on-promotion',
      hosts: ['todo.example.com'],
      namespace: 'production',
      overrides: {
        components: { backend: { autoscaling: { min: 2, max: 4 } }, frontend: { replicas: 2 } },
      },
    },
  },
  packaging: { kind: 'helm' },
  delivery: { kind: 'push' },
  secrets: { kind: 'manual' },
  routing: { kind: 'ingress', tls: {} },
  messaging: { kind: 'dapr', broker: { kind: 'kafka' }, topics: { tasks: 'task-events' } },
  monitoring: { kind: 'prometheus' },
  infrastructure: {
    kind: 'doctl',
    email: 'ops@example.com',
    sleep: { environments: ['staging'] },
    prices: { credit: 200 },
  },
} as const;

export const aClusterPlan = (changes: Readonly<Record<string, unknown>> = {}): Plan =>
  makePlan(parseConfig({ ...aSystem, ...changes }));

/** The same, pulled by Argo CD, with its traffic through a Gateway. */
export const aPulledSystem = {
  ...aSystem,
  packaging: { kind: 'kustomize' },
  delivery: { kind: 'argocd', namespace: 'argo' },
  secrets: { kind: 'sealed-secrets' },
  routing: { kind: 'gateway-api', gateway: 'gateways/public' },
  infrastructure: { kind: 'doctl', email: 'ops@example.com' },
} as const;

export const aPulledPlan = (): Plan => aClusterPlan(aPulledSystem);
