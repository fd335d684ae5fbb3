import { both, with_, gatewayApi, routed } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

const istio = { kind: 'istio', gateway: 'a/b' };

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
    'what nobody but Istio and Gateway API can say',
    routed({ kind: 'ingress' }, [
      { path: '/a', rewrite: '/' },
      { path: '/b', redirect: '/c' },
      { path: '/d', deny: true },
    ]),
    [
      'components.server.routes.0.rewrite: ingress-nginx reads all paths of a host as regular ' +
        'expressions once one is rewritten, so that "/api" would take "/api-docs": write no rewrite, ' +
        'and let the component answer under "/a", or set routing to { kind: "istio", … } or ' +
        '{ kind: "gateway-api", … }',
      'components.server.routes.1.redirect: ingress-nginx redirects to whole addresses only: ' +
        'write no redirect, and let the component answer with one to "/c", or set routing to ' +
        '{ kind: "istio", … } or { kind: "gateway-api", … }',
    ],
  ],
  [
    'a denied path behind Gateway API',
    routed(gatewayApi, [{ path: '/' }, { path: '/internal', deny: true }]),
    [
      'components.server.routes.1.deny: the standard channel of Gateway API has no answer of its ' +
        'own: write no deny, and let the component answer 403 under "/internal", or set routing to ' +
        '{ kind: "istio", … } or { kind: "ingress", … } of class "nginx"',
    ],
  ],
  [
    'what a controller that we do not know may not have',
    routed({ kind: 'ingress', className: 'traefik' }, [
      { path: '/a', rewrite: '/' },
      { path: '/b', redirect: '/c' },
      { path: '/d', deny: true },
    ]),
    [
      'components.server.routes.0.rewrite: an Ingress cannot say that a path is rewritten: write no ' +
        'rewrite, and let the component answer under "/a", or set routing to { kind: "istio", … } or ' +
        '{ kind: "gateway-api", … }',
      'components.server.routes.1.redirect: an Ingress cannot say that a path is redirected: write ' +
        'no redirect, and let the component answer with one to "/c", or set routing to ' +
        '{ kind: "istio", … } or { kind: "gateway-api", … }',
      'components.server.routes.2.deny: an Ingress cannot say that a path is denied: write no deny, ' +
        'and let the component answer 403 under "/d", or set routing to { kind: "istio", … } or ' +
        '{ kind: "ingress", … } of class "nginx"',
    ],
  ],
  [
    'two actions at once',
    routed(istio, [
      { path: '/a', rewrite: '/', redirect: '/b' },
      { path: '/c', rewrite: '/', deny: true },
    ]),
    [
      'components.server.routes.0.redirect: does not go with "rewrite": who is redirected never ' +
        'reaches the component under another path. Remove one of them',
      'components.server.routes.1.deny: does not go with "rewrite": who is denied gets 403 and ' +
        'nothing else. Remove one of them',
    ],
  ],
  [
    'retries of what reaches nobody',
    routed(istio, [{ path: '/a', deny: true, retries: { attempts: 1, perTry: '5s' } }]),
    [
      'components.server.routes.0.retries: nothing of this route reaches the component, so nothing ' +
        'is retried: remove "retries"',
    ],
  ],
  [
    'targets that are no paths',
    routed(istio, [
      { path: '/a', rewrite: '//evil.example.com' },
      { path: '/b', redirect: '/../c' },
    ]),
    [
      'components.server.routes.0.rewrite: "//evil.example.com" has a segment that is empty, "." or ' +
        '"..": write a path without it',
      'components.server.routes.1.redirect: "/../c" has a segment that is empty, "." or "..": write ' +
        'a path without it',
    ],
  ],
  [
    'a redirect that never ends',
    routed(istio, [{ path: '/login', redirect: '/login/' }, { path: '/' }]),
    [
      'components.server.routes.0.redirect: this route takes "/login/" too, so that a client is sent ' +
        'there indefinitely: add match: "exact" for "/login" alone, or redirect to a path of another route',
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
