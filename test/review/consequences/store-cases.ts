import type { change, Case } from './cases.ts';
import type { Tree } from './configs.ts';

type Cases = (of: typeof change) => Readonly<Record<string, Case>>;

const cache = (keys: Tree): Tree => ({ dataStores: { cache: { kind: 'redis', ...keys } } });
const persistence = {};
const kept = { persistence, eviction: 'noeviction' };
const ingress = (className: string): Tree => ({
  routing: { kind: 'ingress', className },
  environments: { dev: { hosts: ['dev.example.com'] }, prod: { hosts: ['example.com'] } },
});
const onHosts = (...hosts: readonly string[]): Tree => ({
  routing: { kind: 'istio', gateway: 'istio-system/public' },
  environments: { dev: { hosts } },
});
const messaging = (keys: Tree): Tree => ({
  messaging: {
    kind: 'dapr',
    broker: { kind: 'kafka' },
    topics: { taken: 'orders.taken' },
    ...keys,
  },
  components: { api: { publishes: ['taken'] }, web: { subscribes: ['taken'] } },
  dataStores: { one: { kind: 'redis', ...kept }, two: { kind: 'redis', ...kept } },
});
/** A name of a namespace for each environment, where something is in it. */
const inNamespace = (key: string): Tree => ({
  environments: {
    dev: { namespaces: { [key]: `${key}-dev` } },
    prod: { namespaces: { [key]: `${key}-prod` } },
  },
});
const cacheInData = (keys: Tree = {}): Tree => ({
  ...cache({ namespace: 'data', ...keys }),
  ...inNamespace('data'),
});
const webInEdge = (keys: Tree = {}): Tree => ({
  components: { web: { namespace: 'edge', ...keys } },
  ...inNamespace('edge'),
});
const sharedName = (kind: string): Tree => ({
  dataStores: { data: { kind, secretName: 'shared' } },
});

/** Cases about stores and secrets. */
export const storeCases: Cases = (of) => ({
  'store-removed': of(
    cache({ persistence }),
    {},
    /store cache \(redis\). It stays in the cluster/,
    [
      cache({ persistence }),
      { dataStores: { sessions: { kind: 'redis', persistence, objectName: 'cache' } } },
    ],
  ),
  'store-renamed': of(
    cache({}),
    cache({ objectName: 'sessions' }),
    /store cache: cache becomes sessions. A new, empty store is made. Of the old one: It is deleted/,
    [cache({}), cache({ objectName: 'cache' })],
  ),
  'store-moved': of(
    cache({}),
    cacheInData(),
    /store cache: from the namespace of the environment to namespace data. .* It is deleted/,
    [cacheInData(), cacheInData({ maxMemory: '512mb' })],
  ),
  'component-moved': of(
    {},
    webInEdge(),
    /component web: from the namespace of the environment to namespace edge/,
    [webInEdge(), webInEdge({ replicas: 2 })],
  ),
  'store-kind-changed': of(
    cache({}),
    { dataStores: { cache: { kind: 'valkey' } } },
    /store cache: redis becomes valkey/,
    [cache({}), cache({ image: 'docker.io/valkey/valkey:8.1.4' })],
  ),
  'volume-removed': of(cache({ persistence }), cache({}), /volume of data store cache/, [
    cache({}),
    cache({ persistence }),
  ]),
  'store-host-changed': of(
    { dataStores: { db: { kind: 'postgres', pooler: {} } } },
    { dataStores: { db: { kind: 'postgres' } } },
    /host of data store db: db-pooler becomes db-rw/,
    [
      { dataStores: { db: { kind: 'postgres', pooler: {} } } },
      { dataStores: { db: { kind: 'postgres', pooler: { instances: 3 } } } },
    ],
  ),
  'store-downgrade': of(
    cache({ persistence }),
    cache({ persistence, image: 'docker.io/library/redis:7.4.2-alpine' }),
    /data store cache: version 8.2 becomes 7.4/,
    // Without a volume there is no file to read.
    [cache({}), cache({ image: 'docker.io/library/redis:7.4.2-alpine' })],
  ),
  'secret-renamed': of(
    cache({}),
    cache({ secretName: 'sessions' }),
    /secret cache-auth becomes sessions/,
    // What is there already is not waited for.
    [
      {
        components: {
          api: { secretEnv: { A: { secret: 's', key: 'A' }, B: { secret: 's', key: 'B' } } },
        },
      },
      {
        components: {
          api: { secretEnv: { A: { secret: 's', key: 'B' }, B: { secret: 's', key: 'B' } } },
        },
      },
    ],
  ),
  'secret-backend-changed': of(
    {},
    { secrets: { kind: 'manual' } },
    /sealed-secrets becomes manual. The SealedSecrets leave git/,
    [{ secrets: { kind: 'sealed-secrets', scope: 'strict' } }, {}],
  ),
  'sealing-scope-changed': of(
    {},
    { secrets: { kind: 'sealed-secrets', scope: 'cluster-wide' } },
    /strict becomes cluster-wide/,
    [{}, { secrets: { kind: 'manual' } }],
  ),
  'secret-type-changed': of(
    sharedName('redis'),
    sharedName('postgres'),
    /secret shared: Opaque becomes kubernetes.io\/basic-auth/,
    [sharedName('redis'), sharedName('valkey')],
  ),
});

/** Cases about requests, state and events. */
export const trafficCases: Cases = (of) => ({
  'entrance-changed': of(
    ingress('nginx'),
    ingress('traefik'),
    /ingress nginx comes through ingress traefik/,
    // Without hosts nothing enters.
    [{ routing: { kind: 'ingress', className: 'nginx' } }, ingress('nginx')],
  ),
  'host-removed': of(
    onHosts('a.example.com', 'b.example.com'),
    onHosts('a.example.com'),
    /host b\.example\.com is answered no more/,
    [onHosts('a.example.com'), onHosts('a.example.com', 'b.example.com')],
  ),
  'state-store-changed': of(
    messaging({ state: 'one' }),
    messaging({ state: 'two' }),
    /state in one is kept in two/,
    [messaging({}), messaging({ state: 'one' })],
  ),
  'topic-renamed': of(
    messaging({}),
    messaging({ topics: { taken: 'orders.accepted' } }),
    /topic taken: orders.taken becomes orders.accepted/,
    [messaging({}), messaging({ topics: { taken: 'orders.taken', sent: 'orders.sent' } })],
  ),
});
