import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';

/** A part of a config as somebody writes it. */
export type Tree = Readonly<Record<string, unknown>>;

const base: Tree = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: {
    api: { build: { context: 'api' } },
    web: { build: { context: 'web' }, routes: [{ path: '/web' }] },
  },
  routing: { kind: 'ingress' },
  environments: {
    dev: { branch: 'main', deploy: 'on-push', hosts: ['dev.example.com'] },
    prod: { branch: 'prod', deploy: 'on-promotion', production: false, hosts: ['example.com'] },
  },
};

/** The config with other keys; null takes one away. */
function merged(tree: Tree, changed: Tree): Tree {
  const entries = Object.entries(changed).map(([key, value]): [string, unknown] => {
    const known = tree[key];
    return [key, isTree(value) && isTree(known) ? merged(known, value) : value];
  });
  return Object.fromEntries(
    Object.entries({ ...tree, ...Object.fromEntries(entries) }).filter(
      ([, value]) => value !== null,
    ),
  );
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('kind' in value);

/** The config of two components with these keys of it changed, as somebody writes it. */
export const inputOf = (...changed: readonly Tree[]): Tree => changed.reduce(merged, base);

const config = (...changed: readonly Tree[]): Config => parseConfig(inputOf(...changed));

type Change = readonly [Config, Config];

/** Every two of some alternatives. */
function pairs(what: string, all: Readonly<Record<string, Tree>>): Record<string, Change> {
  const named = Object.entries(all);
  return Object.fromEntries(
    named.flatMap(([name, one], index) =>
      named
        .slice(index + 1)
        .map(([other, two]): [string, Change] => [
          `${what}: ${name} and ${other}`,
          [config(one), config(two)],
        ]),
    ),
  );
}

const helm = { packaging: { kind: 'helm' } };
const charts = { packaging: { kind: 'helm', layout: 'per-component' } };
const harbor = { registry: { kind: 'harbor', host: 'harbor.example.com', project: 'shop' } };
const generic = { registry: { kind: 'generic', host: 'gitea.example.com', project: 'shop' } };
const push = { delivery: { kind: 'push' } };
const manual = { secrets: { kind: 'manual' } };
const runtime = (value: Tree): Tree => ({ components: { api: { runtime: value } } });
const secretEnv = { components: { api: { secretEnv: ['JWT_SECRET'] } } };
const worker = { components: { worker: { build: { context: 'worker' }, routes: [] } } };
const renamed = {
  components: { web: null, site: { build: { context: 'web' }, routes: [{ path: '/web' }] } },
};
const third = {
  environments: { stage: { branch: 'stage', deploy: 'on-promotion', production: false } },
};
const database = (keys: Tree): Tree => ({ dataStores: { db: { kind: 'postgres', ...keys } } });
const topics = { broker: { kind: 'kafka' }, topics: { taken: 'orders.taken' } };
const rooted = { components: { web: null, api: { build: { context: '.' } } } };
const moved = { components: { api: { build: { context: 'services/api' } } } };

/** Changes that people make, each of them tried both ways. */
export const changes: Readonly<Record<string, Change>> = {
  ...pairs('database', {
    large: database({ storage: '20Gi', walStorage: '2Gi' }),
    small: database({ storage: '10Gi' }),
    older: database({ version: 17 }),
  }),
  ...pairs('packaging', { kustomize: {}, helm, charts }),
  ...pairs('registry', { ghcr: {}, harbor, generic }),
  ...pairs('registry of a chart', { ghcr: helm, harbor: { ...harbor, ...helm } }),
  ...pairs('packaging and registry', { ghcr: {}, harbor: { ...harbor, ...charts } }),
  ...pairs('name', { orders: {}, shop: { name: 'shop' } }),
  ...pairs('name of a chart', { orders: helm, shop: { name: 'shop', ...helm } }),
  ...pairs('delivery', { argocd: secretEnv, push: { ...push, ...secretEnv } }),
  ...pairs('delivery of charts', { argocd: helm, push: { ...push, ...helm } }),
  ...pairs('secrets', { sealed: secretEnv, manual: { ...manual, ...secretEnv } }),
  ...pairs('runtime', {
    node: {},
    node22: runtime({ kind: 'node', version: 22 }),
    pnpm: runtime({ kind: 'node', packageManager: 'pnpm' }),
    next: runtime({ kind: 'next' }),
    python: runtime({ kind: 'python' }),
    pip: runtime({ kind: 'python', packageManager: 'pip' }),
    custom: runtime({ kind: 'custom' }),
  }),
  ...pairs('runtime in the root', {
    node: rooted,
    python: merged(rooted, runtime({ kind: 'python' })),
    custom: merged(rooted, runtime({ kind: 'custom' })),
  }),
  ...pairs('folder', { api: {}, services: moved }),
  ...pairs('components', { two: {}, three: worker, renamed }),
  ...pairs('components of a chart', {
    two: helm,
    three: { ...helm, ...worker },
    renamed: { ...helm, ...renamed },
  }),
  ...pairs('components of charts', { two: charts, three: { ...charts, ...worker } }),
  ...pairs('components and packaging', { two: {}, three: { ...charts, ...worker } }),
  ...pairs('environments', { two: {}, three: third }),
  ...pairs('environments of a chart', { two: helm, three: { ...helm, ...third } }),
  ...pairs('stores', {
    none: {},
    postgres: { dataStores: { db: { kind: 'postgres' } } },
    redis: { dataStores: { cache: { kind: 'redis' } } },
    external: { dataStores: { ledger: { kind: 'external' } } },
  }),
  ...pairs('routing', {
    ingress: {},
    tls: { routing: { kind: 'ingress', tls: {} } },
    gateway: { routing: { kind: 'gateway-api', gateway: 'gateways/public' } },
    istio: { routing: { kind: 'istio', gateway: 'istio-system/public' } },
  }),
  ...pairs('monitoring', { none: {}, prometheus: { monitoring: { kind: 'prometheus' } } }),
  ...pairs('messaging', {
    none: {},
    dapr: {
      messaging: { kind: 'dapr', ...topics },
      components: { api: { publishes: ['taken'] }, web: { subscribes: ['taken'] } },
    },
  }),
  ...pairs('infrastructure', {
    none: push,
    doctl: { ...push, infrastructure: { kind: 'doctl', email: 'ops@example.com' } },
  }),
  ...pairs('owners', { none: {}, team: { owners: ['@acme/team'] } }),
};
