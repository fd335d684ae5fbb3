import { both, gatewayApi, server, with_ } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

const istio = { kind: 'istio', gateway: 'a/b' };

/** 245 characters. */
const longDomain = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(58)}.com`;

/** Hosts of components and routes that lead nowhere, or to two. */
export const hosts: readonly Refusal[] = [
  [
    'a label that its domain makes too long',
    with_({
      routing: istio,
      components: { server: { hosts: ['identity-api'] } },
      environments: { production: { branch: 'main', deploy: 'on-push', domain: longDomain } },
    }),
    [
      `components.server.hosts.0: "identity-api.${longDomain}" has 258 characters, and a host name at ` +
        'most 253: use a shorter domain or label',
    ],
  ],
  [
    'a label without a domain',
    with_({
      routing: istio,
      components: {
        server: { hosts: ['identity-api'], routes: [{ path: '/' }, { path: '/b', host: 'b' }] },
      },
      environments: { production: { branch: 'main', deploy: 'on-push' } },
    }),
    [
      'components.server.hosts.0: "identity-api" is no host: set environments.production.domain, ' +
        'or write it in full',
      'components.server.routes.1.host: "b" is no host: set environments.production.domain, ' +
        'or write it in full',
    ],
  ],
  [
    'one path of one host twice, however the host is written',
    with_({
      routing: istio,
      components: {
        a: { build: { context: 'a' }, hosts: ['api'] },
        b: { build: { context: 'b' }, routes: [{ path: '/', host: 'api.example.com' }] },
      },
      environments: { dev: { ...both.dev, domain: 'example.com' } },
    }),
    [
      'components.b.routes.0.path: "/" of api.example.com leads to component a already: choose ' +
        'another path, or set routes: [] for a component that nobody reaches from outside',
    ],
  ],
  [
    'hosts that no route is on',
    with_({
      routing: istio,
      components: {
        a: { build: { context: 'a' }, hosts: ['a.example.com'], routes: [] },
        b: { build: { context: 'b' }, hosts: ['b.example.com', 'b.example.com'] },
      },
      environments: { dev: { ...both.dev, hosts: ['example.com', 'www.example.com'] } },
    }),
    [
      'components.a.hosts: no route of this component is on them, so nothing would answer: add one ' +
        'without a host, such as { path: "/" }, or remove the hosts',
      'components.b.hosts.1: host "b.example.com" is listed twice',
      'environments.dev.hosts: every route is on a host of its own or of its component, so nothing ' +
        'would answer here: remove these hosts, or the "hosts" of a component',
    ],
  ],
  [
    'a host of a component in two environments',
    with_({
      routing: istio,
      components: { server: { hosts: ['api.example.com'] } },
      environments: both,
    }),
    [
      'components.server.hosts.0: host "api.example.com" belongs to environments.dev already: give ' +
        'each environment its own hosts, by a label that its domain completes, or by overrides',
    ],
  ],
  [
    'a host of an environment that is one of a component elsewhere',
    with_({
      routing: istio,
      components: {
        server: { hosts: ['api'], routes: [{ path: '/' }, { path: '/b', host: 'b' }] },
      },
      environments: {
        dev: { ...both.dev, domain: 'example.com' },
        prod: {
          ...both.prod,
          domain: 'example.org',
          hosts: ['b.example.com'],
          overrides: { components: { server: { hosts: null } } },
        },
      },
    }),
    [
      'environments.prod.hosts: host "b.example.com" belongs to environments.dev already: give each ' +
        'environment its own hosts',
    ],
  ],
  [
    'a redirect that comes back on one of two hosts',
    with_({
      routing: istio,
      components: {
        a: {
          build: { context: 'a' },
          hosts: ['a.example.com', 'b.example.com'],
          routes: [{ path: '/', redirect: '/login' }],
        },
        b: { build: { context: 'b' }, routes: [{ path: '/login', host: 'a.example.com' }] },
      },
      environments: { dev: both.dev },
    }),
    [
      'components.a.routes.0.redirect: this route takes "/login" too, so that a client is sent there ' +
        'indefinitely: add match: "exact" for "/" alone, or redirect to a path of another route',
    ],
  ],
  [
    'a host of a component without routing',
    server({ hosts: ['api.example.com'] }),
    [
      'components.server.hosts.0: host "api.example.com" belongs to environments.dev already: give ' +
        'each environment its own hosts, by a label that its domain completes, or by overrides',
      'components.server.hosts.0: hosts require routing: set, for example, ' +
        '{ kind: "istio", gateway: "istio-system/public" }, ' +
        '{ kind: "gateway-api", gateway: "gateways/public" } or { kind: "ingress" }',
    ],
  ],
  [
    'a variable in a domain that Argo CD reads',
    with_({
      routing: istio,
      components: { server: { hosts: ['api'] } },
      environments: { dev: { ...both.dev, domain: '${DOMAIN}' } },
    }),
    [
      'environments.dev.domain: "${DOMAIN}" is a variable of CI, but Argo CD reads only git: write ' +
        'the host in full, or use push delivery: delivery: { kind: "push" }',
    ],
  ],
  [
    'more routes on one host than an HTTPRoute takes',
    with_({
      routing: gatewayApi,
      components: {
        server: {
          hosts: ['api'],
          routes: Array.from({ length: 17 }, (_, index) => ({ path: `/${index}` })),
        },
        web: { build: { context: 'w' }, hosts: ['web'] },
      },
      environments: { dev: { ...both.dev, domain: 'example.com' } },
    }),
    [
      'components: Gateway API takes 16 routes, not 17 on api.example.com: ' +
        'set routing to { kind: "istio", … } or { kind: "ingress", … } of class "nginx" or ' +
        '{ kind: "ingress", … } of another class',
    ],
  ],
];
