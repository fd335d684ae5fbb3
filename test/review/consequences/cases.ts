import type { Fact } from '../../../src/domain/fact.ts';
import { factsOf } from './configs.ts';
import type { Tree } from './configs.ts';
import { backupCases, databaseCases, volumeCases } from './data-cases.ts';
import { infrastructureCases, outsideCases } from './outside-cases.ts';
import { storeCases, trafficCases } from './store-cases.ts';

/** A change that sets off a consequence, and one like it that does not. */
export interface Case {
  readonly before: readonly Fact[];
  readonly after: readonly Fact[];
  /** What the text says of it. */
  readonly says: RegExp;
  readonly near: readonly [readonly Fact[], readonly Fact[]];
}

/** A case by its configs. */
export const change = (
  before: Tree,
  after: Tree,
  says: RegExp,
  near: readonly [Tree, Tree],
): Case => ({
  before: factsOf(before),
  after: factsOf(after),
  says,
  near: [factsOf(near[0]), factsOf(near[1])],
});

/** A case of what no config says today, by the facts of one object. */
export const objects = (
  object: string,
  [before, after]: readonly [Fact['is'], Fact['is']],
  says: RegExp,
  near: readonly [Fact['is'], Fact['is']],
): Case => {
  const fact = (is: Fact['is']): readonly Fact[] => [{ environment: 'dev', object, is }];
  return {
    before: fact(before),
    after: fact(after),
    says,
    near: [fact(near[0]), fact(near[1])],
  };
};

const dev = (keys: Tree): Tree => ({ environments: { dev: keys } });
const api = (keys: Tree): Tree => ({ components: { api: keys } });
const push: Tree = { delivery: { kind: 'push' } };
const pushedChart: Tree = { ...push, packaging: { kind: 'helm' } };
const chartEach: Tree = { ...push, packaging: { kind: 'helm', layout: 'per-component' } };
const shop: Tree = { repository: 'https://github.com/acme/shop' };

/** A component in a namespace of its own. */
const edge = (others: Tree): Tree => ({
  components: { web: { namespace: 'edge' }, ...others },
  environments: { prod: null },
});

const placeCases: Readonly<Record<string, Case>> = {
  'namespace-changed': change({}, { system: 'shop' }, /orders-dev becomes shop-dev/, [
    {},
    {
      system: 'shop',
      environments: { dev: { namespace: 'orders-dev' }, prod: { namespace: 'orders-prod' } },
    },
  ]),
  'namespaces-split': change(
    { environments: { prod: null } },
    edge({}),
    /gets a second namespace.*finds no manifests in its/,
    [edge({}), edge({ jobs: { build: { context: 'jobs' }, routes: [], namespace: 'inside' } })],
  ),
  'cluster-changed': change({}, dev({ cluster: 'https://10.0.0.1:6443' }), /becomes https:\/\/10/, [
    {},
    dev({ cluster: 'https://kubernetes.default.svc' }),
  ]),
  'environment-removed': change(
    dev({ hosts: [] }),
    { environments: { dev: null, prod: { deploy: 'on-push' } } },
    /environment dev leaves the config; its namespace is orders-dev/,
    [
      {},
      { environments: { stage: { branch: 'stage', deploy: 'on-promotion', production: false } } },
    ],
  ),
  'environment-renamed': change(
    {},
    {
      environments: {
        prod: null,
        live: { branch: 'main', deploy: 'on-promotion', namespace: 'orders-prod' },
      },
    },
    /environment prod becomes live/,
    [{}, { environments: { prod: null, live: { branch: 'main', deploy: 'on-promotion' } } }],
  ),
};

const deliveryCases: Readonly<Record<string, Case>> = {
  'delivery-changed': change({}, push, /argocd becomes push.*orders-dev stays in the cluster/, [
    push,
    { delivery: { kind: 'push', historyMax: 5 } },
  ]),
  'application-renamed': change(
    {},
    dev({ releaseName: 'shop' }),
    /Application orders-dev becomes shop. Both manage/,
    // Nothing of kubectl has the name.
    [push, { ...push, ...dev({ releaseName: 'shop' }) }],
  ),
  'project-changed': change(
    {},
    { delivery: { kind: 'argocd', project: 'shop' } },
    /orders becomes shop/,
    [
      { delivery: { kind: 'argocd', project: 'orders' } },
      { delivery: { kind: 'argocd', rootApp: true } },
    ],
  ),
  'packaging-changed': change(push, pushedChart, /kustomize becomes helm umbrella. Helm refuses/, [
    { delivery: { kind: 'argocd', rootApp: true } },
    { delivery: { kind: 'argocd', rootApp: true }, packaging: { kind: 'helm' } },
  ]),
  'repository-changed': change({}, shop, /acme\/orders becomes .*acme\/shop/, [
    push,
    { ...push, ...shop },
  ]),
  'release-renamed': change(
    chartEach,
    {
      ...chartEach,
      components: {
        web: null,
        site: { build: { context: 'web' }, routes: [], objectName: 'orders-web' },
      },
    },
    /release of component web: orders-dev-web becomes orders-dev-site \(dev\); .* Helm refuses/,
    [
      pushedChart,
      {
        ...pushedChart,
        components: {
          web: null,
          site: { build: { context: 'web' }, routes: [], objectName: 'orders-web' },
        },
      },
    ],
  ),
  'sync-by-itself': change(dev({ sync: 'manual' }), {}, /sync manual becomes auto/, [
    dev({ sync: 'manual' }),
    { delivery: { kind: 'push' } },
  ]),
  'sync-by-hand': change({}, dev({ sync: 'manual' }), /sync auto becomes manual/, [
    {},
    dev({ sync: 'auto' }),
  ]),
  'branch-changed': change({}, dev({ branch: 'develop' }), /branch dev becomes develop/, [
    {},
    dev({ trigger: 'push' }),
  ]),
};

const componentCases: Readonly<Record<string, Case>> = {
  'component-renamed': change(
    { components: { web: null } },
    {},
    /component api: orders becomes orders-api/,
    [{ components: { web: null } }, api({ objectName: 'orders' })],
  ),
  'component-removed': change(
    {},
    { components: { web: null, api: { objectName: 'orders-api' } } },
    /component web, whose objects are called orders-web/,
    [
      {},
      {
        components: {
          web: null,
          site: { build: { context: 'web' }, routes: [], objectName: 'orders-web' },
        },
      },
    ],
  ),
  'image-moved': change(
    {},
    { registry: { kind: 'harbor', host: 'harbor.example.com', project: 'shop' } },
    /image of component api: ghcr.io\/acme\/orders-api becomes harbor/,
    [{}, { registry: { kind: 'ghcr', pullSecret: 'pull' } }],
  ),
  'port-changed': change({}, api({ port: 8080 }), /port of component api: 3000 becomes 8080/, [
    {},
    api({ user: 10001 }),
  ]),
  'autoscaling-turned-on': change(
    api({ replicas: 3 }),
    api({ replicas: null, autoscaling: { min: 3, max: 6 } }),
    /Deployment orders-api: an autoscaler takes over 3 pods/,
    [api({ replicas: 1 }), api({ replicas: null, autoscaling: { min: 1, max: 6 } })],
  ),
  'strategy-refused': objects(
    'apps/Deployment/a',
    [{ strategy: 'RollingUpdate' }, { strategy: 'Recreate' }],
    /RollingUpdate becomes Recreate/,
    [{ strategy: 'RollingUpdate, numbers written' }, { strategy: 'Recreate' }],
  ),
  'immutable-field': objects(
    'apps/StatefulSet/a',
    [{ claims: '[]' }, { claims: '[{}]' }],
    /claims of StatefulSet a/,
    [
      { claims: '[]', replicas: '1' },
      { claims: '[]', replicas: '2' },
    ],
  ),
};

/** One for each row of the table, by its id. */
export const cases: Readonly<Record<string, Case>> = {
  ...placeCases,
  ...deliveryCases,
  ...componentCases,
  ...storeCases(change),
  ...volumeCases(change),
  ...databaseCases(change),
  ...backupCases(change),
  ...outsideCases(change),
  ...trafficCases(change),
  ...infrastructureCases(change),
};
