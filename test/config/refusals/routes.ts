import { both, with_, gatewayApi, routed } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

/** What a routing back-end cannot say. */
export const routes: readonly Refusal[] = [
  [
    'a host without routing',
    with_({ environments: { dev: { ...both.dev, hosts: ['a.example.com'] } } }),
    [
      'environments.dev.hosts: hosts require routing: ' +
        'set, for example, { kind: "istio", gateway: "istio-system/public" }, ' +
        '{ kind: "gateway-api", gateway: "gateways/public" } or { kind: "ingress" }',
    ],
  ],
  [
    'hosts that lead nowhere',
    routed({ kind: 'istio', gateway: 'a/b' }, []),
    [
      'environments.dev.hosts: no component has a route, so nothing would answer: ' +
        'add a route to one, such as { path: "/" }, or remove the hosts',
    ],
  ],
  [
    'retries behind Gateway API',
    routed(gatewayApi, [{ path: '/', retries: { attempts: 2, perTry: '5s' } }]),
    [
      'components.server.routes.0.retries: the standard channel of Gateway API does not ' +
        'support retries: write retries: 0, or set routing to { kind: "istio", … } or ' +
        '{ kind: "ingress", … } of class "nginx"',
    ],
  ],
  [
    'a timeout that Gateway API cannot write',
    routed(gatewayApi, [{ path: '/', timeout: '100000h' }]),
    [
      'components.server.routes.0.timeout: Gateway API does not support a timeout of 100000h: ' +
        'write timeout: "99999h", or set routing to { kind: "istio", … } or ' +
        '{ kind: "ingress", … } of class "nginx"',
    ],
  ],
  [
    'more routes than an HTTPRoute takes',
    routed(
      gatewayApi,
      Array.from({ length: 17 }, (_, index) => ({ path: `/${index}` })),
    ),
    [
      'components: Gateway API takes 16 routes, not 17: ' +
        'set routing to { kind: "istio", … } or { kind: "ingress", … } of class "nginx" or ' +
        '{ kind: "ingress", … } of another class',
    ],
  ],
  [
    'one route twice but for a slash',
    routed(gatewayApi, [{ path: '/a' }, { path: '/a/' }]),
    [
      'components.server.routes.1.path: "/a" leads to component server already: choose another ' +
        'path, or set routes: [] for a component that nobody reaches from outside',
    ],
  ],
  [
    'a path with an empty segment',
    routed({ kind: 'ingress' }, [{ path: '/a//b' }]),
    [
      'components.server.routes.0.path: "/a//b" has a segment that is empty, ' +
        '"." or "..": write a path without it, or set routing to { kind: "istio", … }',
    ],
  ],
  [
    'a path that ingress-nginx refuses',
    routed({ kind: 'ingress' }, [{ path: '/~me' }]),
    [
      'components.server.routes.0.path: ingress-nginx does not allow "~" in "/~me": ' +
        'write a path of letters, digits, dots, dashes and underscores, ' +
        'or set routing to { kind: "istio", … } or { kind: "ingress", … } of another class ' +
        'or { kind: "gateway-api", … }',
    ],
  ],
  [
    'parts of a second behind ingress-nginx',
    routed({ kind: 'ingress' }, [
      { path: '/', timeout: '2500ms', retries: { attempts: 1, perTry: '900ms' } },
    ]),
    [
      'components.server.routes.0.retries: ingress-nginx supports only whole seconds, ' +
        'not 900ms: write perTry: "1s", or set routing to { kind: "istio", … }',
      'components.server.routes.0.timeout: ingress-nginx supports only whole seconds, ' +
        'not 2500ms: write timeout: "3s", or set routing to { kind: "istio", … } or ' +
        '{ kind: "gateway-api", … }',
    ],
  ],
  [
    'retries and timeouts behind a controller that we do not know',
    routed({ kind: 'ingress', className: 'traefik' }, [
      { path: '/', timeout: '60s', retries: { attempts: 1, perTry: '9s' } },
    ]),
    [
      'components.server.routes.0.retries: retries are supported only by ingress-nginx: ' +
        'write retries: 0, or set routing to { kind: "istio", … } or ' +
        '{ kind: "ingress", … } of class "nginx"',
      'components.server.routes.0.timeout: timeouts are supported only by ingress-nginx: ' +
        'write no timeout here, and set one at the controller, or set routing to ' +
        '{ kind: "istio", … } or { kind: "ingress", … } of class "nginx" or ' +
        '{ kind: "gateway-api", … }',
    ],
  ],
  [
    'a class that only production changes',
    with_({
      routing: { kind: 'ingress' },
      components: { server: { routes: [{ path: '/', timeout: '1m' }] } },
      environments: {
        ...both,
        prod: { ...both.prod, overrides: { routing: { className: 'traefik' } } },
      },
    }),
    [
      'environments.prod.overrides.components.server.routes.0.timeout: ' +
        'timeouts are supported only by ingress-nginx: ' +
        'write no timeout here, and set one at the controller, or set routing to ' +
        '{ kind: "istio", … } or { kind: "ingress", … } of class "nginx" or ' +
        '{ kind: "gateway-api", … }',
    ],
  ],
  [
    'another back-end in production',
    with_({
      routing: gatewayApi,
      environments: {
        ...both,
        prod: { ...both.prod, overrides: { routing: { kind: 'ingress' } } },
      },
    }),
    [
      'environments.prod.overrides.routing.kind: cannot be overridden: kind is "gateway-api" in all environments',
    ],
  ],
  [
    'a gateway without a namespace',
    with_({ routing: { kind: 'gateway-api', gateway: 'public' } }),
    [
      'routing.gateway: invalid value "public": use <namespace>/<name>, such as istio-system/public',
    ],
  ],
  [
    'an issuer that is no name',
    with_({ routing: { kind: 'ingress', tls: { issuer: 'Let’s Encrypt' } } }),
    [
      'routing.tls.issuer: invalid value "Let’s Encrypt": ' +
        'use lower-case letters, digits and dashes, starting with a letter',
    ],
  ],
  [
    'one route twice',
    with_({ components: { a: {}, b: { build: { context: 'b' } } } }),
    [
      'components.b.routes.0.path: "/" leads to component a already: choose another path, or set ' +
        'routes: [] for a component that nobody reaches from outside',
    ],
  ],
];
