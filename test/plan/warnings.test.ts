import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from './make-plan.ts';
import { warnings } from '../../src/plan/warnings.ts';

const warned = (routing: object, more: object = {}) =>
  warnings(
    makePlan(
      parseConfig({
        name: 'orders',
        repository: 'https://github.com/acme/orders',
        components: { server: {} },
        routing,
        ...more,
      }),
    ),
  );

test('ingress-nginx is offered with a warning that names the ways out, once for all environments', () => {
  expect(warned({ kind: 'ingress' })).toEqual([
    expect.stringMatching(
      /^ingress-nginx was retired upstream in March 2026.*gateway-api.*istio.*another controller\.$/,
    ),
  ]);
  expect(warned({ kind: 'ingress', className: 'external-nginx' })).toHaveLength(1);
});

test('another controller is not warned of, but where it must redirect by itself', () => {
  expect(warned({ kind: 'ingress', className: 'traefik' })).toEqual([]);
  expect(warned({ kind: 'ingress', className: 'traefik', tls: {} })).toEqual([
    expect.stringContaining('IngressClass "traefik"'),
  ]);
});

test.each([
  [{ kind: 'none' }],
  [{ kind: 'istio', gateway: 'a/b' }],
  [{ kind: 'gateway-api', gateway: 'a/b' }],
])('nothing speaks against %o', (routing) => {
  expect(warned(routing)).toEqual([]);
});

const broker = {
  kind: 'dapr',
  broker: { kind: 'kafka' },
  topics: { taken: 'taken', paid: 'paid' },
};
const environments = (dev: object) => ({
  dev: { branch: 'dev', deploy: 'on-push', ...dev },
  prod: { branch: 'main', deploy: 'on-promotion' },
});
const apart = environments({
  overrides: { messaging: { topics: { taken: 'dev-taken', paid: 'dev-paid' } } },
});
const warnedOf = (server: object, more: object = {}) =>
  warned(
    { kind: 'none' },
    { components: { server }, messaging: broker, environments: apart, ...more },
  );

test('two environments that write into one topic of Kafka are warned of, and so are topics that nobody uses', () => {
  const both = { publishes: ['taken', 'paid'] };
  expect(warnedOf(both)).toEqual([]);
  expect(
    warnedOf(both, {
      environments: environments({ overrides: { messaging: { topics: { taken: 'dev-taken' } } } }),
    }),
  ).toEqual([
    expect.stringMatching(
      /^dev and prod both use the Kafka topic "paid": .*overrides\.messaging\.topics/,
    ),
  ]);
  expect(warnedOf({ publishes: ['taken'] })).toEqual([
    expect.stringMatching(/^no component publishes or subscribes to the topic "paid" /),
  ]);
});

test('a subscription to what nobody publishes is warned of once', () => {
  expect(warnedOf({ publishes: ['taken'], subscribes: ['paid'] })).toEqual([
    expect.stringMatching(/^server subscribes to "paid", but no component publishes it: /),
  ]);
});

const istio = { kind: 'istio', gateway: 'a/b' };
const ingress = { kind: 'ingress', className: 'traefik' };
const publicly = (routing: object, server: object, hosts: readonly string[] = ['a.example.com']) =>
  warned(routing, {
    components: { server: { publishes: ['taken', 'paid'], ...server } },
    messaging: broker,
    environments: { ...apart, dev: { ...apart.dev, hosts } },
  });

test.each([
  [istio, '/', true],
  [istio, '/m', false],
  [ingress, '/m', false],
  [ingress, '/metrics/', true],
  [istio, '/metrics/x', false],
  [istio, '/api', false],
])('behind %o a route to %s makes metrics public: %s', (routing, path, isPublic) => {
  expect(publicly(routing, { metrics: {}, routes: [{ path }] })).toEqual(
    isPublic
      ? [
          expect.stringMatching(
            /^the route ".*" of server also exposes \/metrics, .*Narrow the route/,
          ),
        ]
      : [],
  );
  expect(publicly(routing, { routes: [{ path }] })).toEqual([]);
});

test('a route to the events of a subscriber is warned of where there is a host', () => {
  const server = { subscribes: ['taken'], routes: [{ path: '/' }] };
  expect(publicly(istio, server)).toEqual([
    expect.stringMatching(
      /^the route "\/" of server also exposes \/events\/taken, .* forged events/,
    ),
  ]);
  expect(publicly(istio, { ...server, routes: [{ path: '/events/paid' }] })).toEqual([]);
  expect(publicly(istio, server, [])).toEqual([]);
  const denied = { path: '/events', deny: true };
  expect(publicly(istio, { ...server, routes: [{ path: '/' }, denied] })).toEqual([]);
  expect(publicly(istio, { ...server, routes: [{ path: '/in', rewrite: '/' }] })).toHaveLength(1);
  expect(publicly(ingress, server)[0]).not.toContain('deny');
});

test('two exact routes that differ in a slash are warned of, unless one leads to the other', () => {
  const exact = (path: string, more: object = {}) => ({ path, match: 'exact', ...more });
  const found = (...routes: readonly object[]) => publicly(istio, { routes });
  expect(found(exact('/docs'), exact('/docs/'))).toEqual([
    'the exact routes "/docs" of server and "/docs/" of server are two addresses. If one is ' +
      'meant, remove the other or give it redirect: "/docs".',
  ]);
  expect(found(exact('/docs'), exact('/docs/', { redirect: '/docs' }))).toEqual([]);
  expect(found(exact('/docs', { redirect: '/docs/' }), { path: '/docs/' })).toEqual([]);
});

test('a variable of a component that CI does not fill, because no host names it, is warned of', () => {
  const pushed = (hosts: readonly string[]) =>
    warned(istio, {
      components: { server: { env: { URL: 'https://a.${DOMAIN}', LOG: '$HOME ${home}' } } },
      delivery: { kind: 'push' },
      environments: { dev: { branch: 'dev', deploy: 'on-push', hosts } },
    });
  expect(pushed(['a.${DOMAIN}'])).toEqual([]);
  expect(pushed(['a.example.com'])).toEqual([
    'dev: nothing substitutes ${DOMAIN} in URL of server, so pods get it literally: ' +
      'CI substitutes only variables that hosts use.',
  ]);
});

const addressesOf = (env: object, server: object = {}, more: object = {}) =>
  warned(
    { kind: 'none' },
    {
      system: 'shop',
      components: {
        server: { env, stores: [], ...server },
        worker: { build: { context: 'worker' }, routes: [] },
      },
      dataStores: { cache: { kind: 'redis' } },
      environments: { dev: { branch: 'dev', deploy: 'on-push', ...more } },
    },
  );
const add = (entry: string) =>
  `If it connects there, add to components.server: egress: [${entry}].`;

test.each([
  ['https://pay.example.com/v1', 'pay.example.com:443', "{ cidr: '0.0.0.0/0', ports: [443] }"],
  ['http://10.1.2.3:8080', '10.1.2.3:8080', "{ cidr: '10.1.2.3/32', ports: [8080] }"],
  ['http://[2001:db8::1]', '[2001:db8::1]:80', "{ cidr: '2001:db8::1/128', ports: [80] }"],
  ['http://api.search.svc:9200', 'api.search.svc:9200', "{ namespace: 'search', ports: [9200] }"],
  [
    'udp://10.20.1.1:8125',
    '10.20.1.1:8125',
    "{ cidr: '10.20.1.1/32', ports: [8125], protocol: 'UDP' }",
  ],
  ['smtp://mailer:2525', 'mailer:2525', "{ namespace: 'shop-dev', ports: [2525] }"],
])(
  'an address that no policy admits is warned of with the egress to write: %s',
  (url, at, entry) => {
    const [said, ...others] = addressesOf({ API_URL: url });
    expect(others).toEqual([]);
    expect(said).toBe(
      `API_URL of server names ${at}, which its NetworkPolicy does not admit. ${add(entry)}`,
    );
    const written = JSON.parse(
      entry.replaceAll("'", '"').replaceAll(/(cidr|namespace|ports|protocol):/g, '"$1":'),
    ) as object;
    expect(addressesOf({ API_URL: url }, { egress: [written] })).toEqual([]);
  },
);

test('an address beside the pods is another one in each environment, and so is its entry', () => {
  const more = { prod: { branch: 'main', deploy: 'on-promotion' } };
  const said = warned(
    { kind: 'none' },
    {
      system: 'shop',
      components: { server: { env: { API: 'http://billing:8080' } } },
      environments: { dev: { branch: 'dev', deploy: 'on-push' }, ...more },
    },
  ).filter((text) => text.includes('billing'));
  expect(said).toEqual([
    expect.stringContaining(
      'add to environments.dev.overrides.components.server, with all that its egress says already, ' +
        "egress: [{ namespace: 'shop-dev', ports: [8080] }].",
    ),
    expect.stringContaining(
      'add to environments.prod.overrides.components.server, with all that its egress says already, ' +
        "egress: [{ namespace: 'shop-prod', ports: [8080] }].",
    ),
  ]);
});

test('an egress to all addresses admits names, and no pods of another namespace', () => {
  const egress = [{ cidr: '0.0.0.0/0', ports: [443, 9200] }];
  expect(addressesOf({ API_URL: 'https://pay.example.com' }, { egress })).toEqual([]);
  expect(addressesOf({ API_URL: 'http://api.search.svc:9200' }, { egress })).toHaveLength(1);
});

test.each([
  ['an origin of the service itself', { CORS_ORIGIN: 'https://Shop.example.com' }],
  ['the pod itself', { SELF: 'http://localhost:3000 http://127.0.0.1:3000' }],
  ['an address that is dialed', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }],
  ['what is no address', { NAME: 'urn:isbn:1', TIME: '12:30', BUCKET: 's3://bucket' }],
])('%s is not warned of', (_, env) => {
  expect(
    warned(
      { kind: 'istio', gateway: 'a/b' },
      {
        components: { server: { env } },
        environments: { dev: { branch: 'dev', deploy: 'on-push', hosts: ['shop.example.com'] } },
      },
    ),
  ).toEqual([]);
});

test.each([
  ['http://orders-worker', 'calls', 'worker', { calls: ['worker'] }],
  ['http://orders-worker.shop-dev.svc:80', 'calls', 'worker', { calls: ['worker'] }],
  ['redis://cache.shop-dev:6379', 'stores', 'cache', { stores: ['cache'] }],
])('%s, which is of this service, is admitted by %s', (url, key, name, server) => {
  expect(addressesOf({ OTHER_URL: url })).toEqual([
    expect.stringMatching(
      new RegExp(`^OTHER_URL of server .*, add '${name}' to components\\.server\\.${key}\\.$`),
    ),
  ]);
  expect(addressesOf({ OTHER_URL: url }, server)).toEqual([]);
});
