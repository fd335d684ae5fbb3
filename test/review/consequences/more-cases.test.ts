import { expect, test } from 'vitest';
import type { Fact } from '../../../src/domain/fact.ts';
import { consequencesOf, noRecords } from '../../../src/review/consequences/consequences.ts';
import { cases } from './cases.ts';
import { factsOf } from './configs.ts';
import type { Tree } from './configs.ts';

const idsOf = (before: readonly Fact[], after: readonly Fact[]): readonly string[] =>
  consequencesOf({ ...noRecords, facts: before }, after).map(({ id }) => id);

/** Components and stores under other keys: their objects and secrets keep their names, unless told otherwise. */
const api = (key: string, keys: Tree = {}): Tree => ({
  components: {
    api: null,
    [key]: { build: { context: 'api' }, objectName: 'orders-api', ...keys },
  },
});
const redis = { kind: 'redis', objectName: 'data', secretName: 'data', variable: 'DATA_URL' };
const store = (key: string, keys: Tree = {}): Tree => ({
  dataStores: { [key]: { ...redis, persistence: {}, ...keys } },
});
const postgres = (keys: Tree): Tree => ({ dataStores: { db: { kind: 'postgres', ...keys } } });
const backup = (keys: Tree): Tree =>
  postgres({ backup: { kind: 'object-store', destination: 's3://backups/a', ...keys } });
const messaging = (keys: Tree): Tree => ({
  messaging: { kind: 'dapr', broker: { kind: 'kafka' }, ...keys },
});
const topics = (names: Tree, topic: string): Tree => ({
  ...messaging({ topics: names }),
  components: { api: { publishes: [topic] } },
});
const broker = (keys: Tree): Tree => ({
  ...messaging({ broker: { kind: 'kafka', ...keys }, topics: { taken: 'taken' } }),
  components: { api: { publishes: ['taken'] } },
});
const keeper = (key: string, objectName: string): Tree => ({
  ...messaging({ state: key, topics: { taken: 'taken' } }),
  dataStores: { [key]: { ...redis, objectName, eviction: 'noeviction' } },
  components: { api: { publishes: ['taken'] } },
});
const slack = (keys: Tree): Tree => ({
  monitoring: { kind: 'prometheus', slack: { channel: '#alerts', ...keys } },
});
const outside = (keys: Tree): Tree => ({ dataStores: { db: { kind: 'external', ...keys } } });
const moved = (tree: Tree): Tree => ({ ...tree, system: 'shop' });
const live = { branch: 'main', deploy: 'on-promotion', namespace: 'orders-prod' };
const renamed = { environments: { prod: null, live } };
const pushedChart = { delivery: { kind: 'push' }, packaging: { kind: 'helm' } };

const stored = (components: Tree): Tree => ({
  components,
  dataStores: { cache: { kind: 'redis' } },
  environments: { prod: null },
});

const changes: readonly (readonly [
  name: string,
  before: Tree,
  after: Tree,
  ids: readonly string[],
])[] = [
  ['a component under another key', {}, api('site'), []],
  ['… with another port', {}, api('site', { port: 8080 }), ['port-changed']],
  [
    'a component that takes the name of another',
    {},
    {
      components: { web: null, api: { objectName: 'orders-web' } },
    },
    ['component-removed'],
  ],
  [
    'two components that swap their names',
    {},
    {
      components: { api: { objectName: 'orders-web' }, web: { objectName: 'orders-api' } },
    },
    [],
  ],
  [
    'a component with the name of a store that goes',
    store('one'),
    api('site', { objectName: 'data' }),
    ['component-removed', 'store-removed'],
  ],
  ['a store under another key', store('one'), store('two'), []],
  [
    '… without its volume',
    store('one'),
    store('two', { persistence: undefined }),
    ['volume-removed'],
  ],
  ['… of another kind', store('one'), store('two', { kind: 'valkey' }), ['store-kind-changed']],
  ['… with another secret', store('one'), store('two', { secretName: 'two' }), ['secret-renamed']],
  [
    'a topic under another name of components',
    topics({ a: 'taken' }, 'a'),
    topics({ b: 'taken' }, 'b'),
    [],
  ],
  [
    '… that is another topic',
    topics({ a: 'taken' }, 'a'),
    topics({ b: 'sent' }, 'b'),
    ['topic-renamed'],
  ],
  ['a state store under another key', keeper('one', 'data'), keeper('two', 'data'), []],
  [
    '… with other objects',
    keeper('one', 'data'),
    keeper('one', 'other'),
    ['store-renamed', 'state-store-changed'],
  ],
  [
    'the variable of a store',
    store('one'),
    store('one', { variable: 'CACHE_URL' }),
    ['secret-renamed'],
  ],
  ['the secret of backups', backup({}), backup({ secretName: 's3' }), ['secret-renamed']],
  [
    'the endpoint of backups',
    backup({}),
    backup({ endpoint: 'https://s3.example.com' }),
    ['backup-moved'],
  ],
  ['the pull secret', {}, { registry: { kind: 'ghcr', pullSecret: 'pull' } }, ['secret-renamed']],
  ['the secret of alerts', slack({}), slack({ secret: 's' }), ['secret-renamed']],
  ['the secret of the broker', broker({}), broker({ secret: 's' }), ['secret-renamed']],
  ['the ports of the broker', broker({}), broker({ ports: [9093] }), ['outside-address-changed']],
  [
    'the secret of an external store',
    outside({}),
    outside({ secret: { name: 's' } }),
    ['secret-renamed'],
  ],
  [
    'the port of an external store',
    outside({}),
    outside({ port: 6432 }),
    ['outside-address-changed'],
  ],
  ['an external store that goes', outside({}), {}, ['store-removed']],
  [
    'an external store that comes into the cluster',
    outside({}),
    postgres({}),
    ['store-kind-changed'],
  ],
  ['a pooler that comes', postgres({}), postgres({ pooler: {} }), ['store-host-changed']],
  ['a newer server', store('one', { image: 'docker.io/library/redis:8' }), store('one'), []],
  [
    'an image in another namespace',
    {},
    {
      ...moved({}),
      registry: { kind: 'harbor', host: 'harbor.example.com', project: 'shop' },
    },
    ['namespace-changed', 'image-moved'],
  ],
  [
    'backups of a database in another namespace',
    backup({}),
    moved(backup({ destination: 's3://backups/b' })),
    ['namespace-changed', 'backup-moved'],
  ],
  [
    'an environment under another key, whose Application goes with it',
    {},
    renamed,
    ['environment-renamed'],
  ],
  [
    '… and with a Helm release of another name',
    pushedChart,
    { ...pushedChart, ...renamed },
    ['environment-renamed', 'application-renamed'],
  ],
  [
    'a component in a second namespace, and a store that keeps its own under a longer name',
    stored({}),
    stored({ web: { namespace: 'edge' } }),
    ['namespaces-split', 'component-moved'],
  ],
  [
    'a store in a second namespace',
    stored({}),
    { ...stored({}), dataStores: { cache: { kind: 'redis', namespace: 'data' } } },
    ['namespaces-split', 'store-moved'],
  ],
  [
    'a cluster that is made no more',
    { infrastructure: { kind: 'doctl' } },
    {},
    ['infrastructure-replaced'],
  ],
];

test.each(changes)('%s', (_, before, after, ids) => {
  expect(idsOf(factsOf(before), factsOf(after))).toEqual(ids);
});

test('a store that goes names every option that keeps what follows from its key', () => {
  const before = factsOf(backup({}));
  const [removed] = consequencesOf({ ...noRecords, facts: before }, factsOf({}));
  expect(removed?.way).toContain(
    "objectName: 'db', secretName: 'db-credentials', variable: 'DB_URL', backup.secretName: 'db-backup'",
  );
});

test('an environment under another key says which Application to delete, and which key keeps a name', () => {
  const wayOf = (tree: Tree): readonly string[] =>
    consequencesOf({ ...noRecords, facts: factsOf(tree) }, factsOf({ ...tree, ...renamed })).map(
      ({ way }) => way,
    );
  expect(wayOf({}).join()).toContain(
    'apply -f argocd/applications/live.yaml, and delete the old Application alone, which deletes nothing else: ' +
      'kubectl delete application orders-prod -n argocd',
  );
  expect(wayOf(pushedChart).join()).toContain("environments.live.releaseName: 'orders-prod'");
});

test.each([
  ['Helm has made', pushedChart, { delivery: { kind: 'argocd' } }, true],
  ['kustomize has made', { delivery: { kind: 'push' } }, { delivery: { kind: 'argocd' } }, false],
  ['Helm is to deploy', { delivery: { kind: 'argocd' } }, pushedChart, true],
] as const)(
  'another delivery of what %s speaks of Helm where there is any',
  (_, before, after, isSaid) => {
    const [told] = consequencesOf({ ...noRecords, facts: factsOf(before) }, factsOf(after));
    expect(told?.id).toBe('delivery-changed');
    expect(`${String(told?.text)} ${String(told?.way)}`.includes('Helm')).toBe(isSaid);
  },
);

/** What the first version that recorded facts said of each object. */
const formerly = /^(?:name|image|port|kind|kept|volume|type|topic|destination)$/;

test('records that say less tell of nothing that stays', () => {
  for (const { before } of Object.values(cases)) {
    const records = before
      .filter(({ object }) => !/^(?:broker\/|monitoring\/|infrastructure)/.test(object))
      .map((fact) =>
        /^(?:component|store|secret|topic|barmancloud[^/]*\/ObjectStore)\//.test(fact.object)
          ? {
              ...fact,
              is: Object.fromEntries(Object.entries(fact.is).filter(([key]) => formerly.test(key))),
            }
          : fact,
      );
    expect(idsOf(records, before)).toEqual([]);
  }
});
