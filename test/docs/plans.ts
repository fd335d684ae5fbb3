import { docFiles } from '../../src/files/docs/index.ts';
import { render } from '../../src/render/render.ts';
import { paths } from '../../src/plan/paths.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { aClusterPlan } from '../bootstrap/plans.ts';
import { pushedPlan } from '../push/a-cluster.ts';
import { aPlan, aSmallPlan } from './a-plan.ts';

export const plans: readonly [string, Plan][] = [
  ['a whole system', aPlan()],
  ['the smallest service', aSmallPlan()],
  ['two components', twoComponents()],
  ['an Ingress', behindIngress()],
  ['a Gateway', behindGateway()],
  ['a watched system', watched()],
  ['a cluster of its own', aClusterPlan()],
  ['events, secrets by hand and a database elsewhere', withEvents()],
  ['a pushed chart', pushedPlan('helm')],
  [
    'pushed overlays',
    pushedPlan('kustomize', {
      environments: {
        dev: { branch: 'dev', deploy: 'on-push' },
        prod: { branch: 'main', deploy: 'on-promotion', hosts: ['a.example.com'] },
      },
    }),
  ],
];

export const documents = (plan: Plan) =>
  docFiles(plan).map((spec) => ({ path: spec.path, text: render(spec) }));

export function withEvents(messaging: object = {}, prod: object = {}): Plan {
  return aPlan({
    components: {
      api: { build: { context: 'api' }, publishes: ['taken'] },
      worker: { build: { context: 'worker' }, routes: [], subscribes: ['taken'], stores: ['neon'] },
    },
    dataStores: { neon: { kind: 'external' }, state: { kind: 'redis', eviction: 'noeviction' } },
    messaging: {
      kind: 'dapr',
      broker: { kind: 'kafka' },
      topics: { taken: 'orders.taken' },
      state: 'state',
      ...messaging,
    },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push' },
      prod: { branch: 'main', deploy: 'on-promotion', ...prod },
    },
    secrets: { kind: 'manual' },
  });
}

function ofServer(routes: readonly object[]): object {
  return { server: { routes } };
}

export function behindIngress(): Plan {
  return aPlan({
    components: ofServer([{ path: '/' }, { path: '/mcp', timeout: '6h' }]),
    dataStores: {},
    environments: {
      dev: { branch: 'dev', deploy: 'on-push', hosts: ['dev.example.com'] },
      prod: { branch: 'main', deploy: 'on-promotion', hosts: ['a.example.com', 'b.example.com'] },
    },
    routing: { kind: 'ingress', controllerNamespace: 'edge', tls: { issuer: 'internal' } },
  });
}

export function behindGateway(): Plan {
  return aPlan({
    components: ofServer([{ path: '/' }]),
    dataStores: {},
    environments: { dev: { branch: 'dev', deploy: 'on-push', hosts: ['dev.example.com'] } },
    routing: { kind: 'gateway-api', gateway: 'gateways/public', proxyNamespace: 'envoy' },
  });
}

export function twoComponents(): Plan {
  return aPlan({
    components: {
      api: { build: { context: 'api' }, calls: ['worker'], stores: ['db'] },
      worker: { build: { context: 'worker' }, routes: [], stores: ['db', 'cache'] },
    },
    dataStores: {
      db: {
        kind: 'postgres',
        instances: 2,
        pooler: {},
        backup: { kind: 'none', reason: 'a copy | of other data' },
      },
      cache: { kind: 'redis' },
    },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push' },
      staging: { branch: 'staging', deploy: 'on-promotion' },
      prod: { branch: 'main', deploy: 'on-promotion', hosts: ['api.example.com'] },
    },
  });
}

export function watched(): Plan {
  return aPlan({
    components: { server: { metrics: {}, stores: [] } },
    dataStores: {},
    monitoring: { kind: 'prometheus', alerts: { latency: '2s' }, slack: { channel: '#alerts' } },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push', overrides: { monitoring: { kind: 'none' } } },
      prod: {
        branch: 'main',
        deploy: 'on-promotion',
        overrides: { components: { server: { autoscaling: { min: 2, max: 4 } } } },
      },
    },
  });
}

export const plan = aPlan();

export const runbooks = documents(plan).filter(
  ({ path }) => path.startsWith('docs/runbooks/') || path === paths.firstDeploy,
);

export const text = (path: string, of: Plan = plan): string =>
  documents(of).find((document) => document.path === path)?.text ?? '';
