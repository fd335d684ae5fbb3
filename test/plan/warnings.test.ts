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
  [istio, '/m', true],
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
});

test('a variable of a component that CI does not fill, because no host names it, is warned of', () => {
  const pushed = (hosts: readonly string[]) =>
    warned(istio, {
      components: { server: { env: { URL: 'https://${DOMAIN}', LOG: '$HOME ${home}' } } },
      delivery: { kind: 'push' },
      environments: { dev: { branch: 'dev', deploy: 'on-push', hosts } },
    });
  expect(pushed(['a.${DOMAIN}'])).toEqual([]);
  expect(pushed(['a.example.com'])).toEqual([
    'dev: nothing substitutes ${DOMAIN} in URL of server, so pods get it literally: ' +
      'CI substitutes only variables that hosts use.',
  ]);
});
