import { expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { configSchema, type ConfigInput } from '../../src/config/schema/schema.ts';
import { accepted } from '../config/arbitrary.ts';
import { changesOutput, keysOf, placesOf } from '../laws/options.ts';

/** Documents and echoes of the config do not count as output, unless an option is about documents. */
const isDocument = (path: string): boolean =>
  /\.md$|^\.projenrc\.ts$|CODEOWNERS$|^\.gitops\//.test(path);
const aboutDocuments = new Set([
  'decisions',
  'owners',
  'monitoring(prometheus).release',
  'dataStores.*(postgres).backup(none).reason',
  ...['', '.node', '.loadBalancer', '.volumePerGiB', '.credit'].map(
    (price) => `infrastructure(doctl).prices${price}`,
  ),
]);
// What a chart holds is the same again, and takes longest to find out: charts come last, for what only they say.
const withoutChart = ({
  input,
  config,
}: {
  readonly input: ConfigInput;
  readonly config: Config;
}) =>
  input.packaging?.kind === 'helm'
    ? {
        input: { ...input, packaging: undefined },
        config: { ...config, packaging: { kind: 'kustomize' as const } },
      }
    : { input, config };

const counts = (path: string, option: string): boolean =>
  aboutDocuments.has(option) || !isDocument(path);

/**
 * Options that no two accepted configs differ in alone: discriminators
 * with one value, and `deploy`, which follows from the position.
 */
const single = new Set(['delivery.kind', 'secrets.kind', 'ci.kind', 'environments.*.deploy']);

/** What random configs hardly say: a check that could ask another store. */
const stores = ['cache', 'db', 'redis', 'orders', 'web', 'api', 'n', 'on', 'null', 'x1'];
const checked = {
  name: 'shop',
  repository: 'https://github.com/acme/shop',
  components: { server: { health: { checks: { first: { store: 'cache' } } } } },
  dataStores: Object.fromEntries(stores.map((name) => [name, { kind: 'redis' }])),
} satisfies ConfigInput;

/** And messaging that a component may also do without. */
const stateful = {
  name: 'shop',
  repository: 'https://github.com/acme/shop',
  components: { server: {} },
  dataStores: { cache: { kind: 'redis', eviction: 'noeviction' } },
  messaging: { kind: 'dapr', broker: { kind: 'kafka' }, state: 'cache' },
} satisfies ConfigInput;

/** Routes that say all that a back-end can, one of them nothing but a denial. */
const routed = {
  name: 'shop',
  repository: 'https://github.com/acme/shop',
  components: {
    server: {
      routes: [
        { path: '/', timeout: '9s', retries: { attempts: 2, perTry: '3s' } },
        { path: '/internal', deny: true },
      ],
    },
  },
  environments: {
    prod: { branch: 'main', deploy: 'on-push', hosts: ['shop.example.com'] },
  },
  routing: { kind: 'istio', gateway: 'istio-system/public' },
} satisfies ConfigInput;

/** Hosts of a component and of a route, which the domain of an environment completes. */
const hosted = {
  name: 'shop',
  repository: 'https://github.com/acme/shop',
  components: {
    server: { hosts: ['api'], routes: [{ path: '/' }, { path: '/api', host: 'shop' }] },
  },
  environments: { prod: { branch: 'main', deploy: 'on-push', domain: 'example.com' } },
  routing: { kind: 'istio', gateway: 'istio-system/public' },
} satisfies ConfigInput;

/** Pods with nodes of their own. */
const placed = {
  name: 'shop',
  repository: 'https://github.com/acme/shop',
  components: {
    server: {
      nodeSelector: { disk: 'ssd' },
      tolerations: [
        { key: 'dedicated', value: 'shop', effect: 'NoSchedule' },
        { key: 'spot', effect: 'NoExecute', tolerationSeconds: 60 },
      ],
      priorityClass: 'customer-facing',
    },
  },
} satisfies ConfigInput;

/** A component in a namespace of its own, which an environment calls otherwise. */
const spread = {
  name: 'shop',
  repository: 'https://github.com/acme/shop',
  components: {
    server: { build: { context: 'server' } },
    worker: { build: { context: 'worker' }, routes: [], namespace: 'jobs' },
  },
  environments: {
    prod: { branch: 'main', deploy: 'on-push', namespaces: { jobs: 'shop-batch' } },
  },
} satisfies ConfigInput;

/** `a.b.c` → `a`, `a.b`. */
const wholesOf = (option: string): readonly string[] =>
  option
    .split('.')
    .slice(0, -1)
    .map((_, index, keys) => keys.slice(0, index + 1).join('.'));

/** Configs to try other values in; what those of one round did not show, those of another may. */
function* tries() {
  for (const [index, input] of [checked, stateful, routed, hosted, spread, placed].entries())
    yield { input, config: parseConfig(input), seed: index };
  for (const round of [1, 2, 3, 4]) {
    const { configs } = accepted(80, 8 + round);
    for (const [index, sample] of [
      ...configs.map(withoutChart),
      ...configs.filter((_, index) => index % 8 === 0),
    ].entries())
      yield { ...sample, seed: round * 1000 + index };
  }
}

test('every option changes a rendered object, workflow, Dockerfile, compose file or script', () => {
  const missing = new Set(keysOf(configSchema).filter((option) => !single.has(option)));
  const total = missing.size;
  for (const { input, config, seed } of tries()) {
    // A discriminator changes with its whole union: the key above it shows that.
    for (const place of placesOf(configSchema, input)) {
      if (
        missing.has(place.option) &&
        (place.option.endsWith(').kind') || changesOutput(input, config, place, counts, seed))
      )
        missing.delete(place.option);
      // Who changes a part changes the whole.
      if (!missing.has(place.option))
        for (const whole of wholesOf(place.option)) missing.delete(whole);
    }
    if (missing.size === 0) break;
  }
  console.log(`${total - missing.size} of ${total} options change an output`);
  expect([...missing].sort()).toEqual([]);
}, 900_000);
