import { milliseconds } from '../../domain/durations.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { backEndIn, type Routing } from '../schema/routing.ts';
import type { ParsedConfig } from '../schema/schema.ts';

export type Route = ParsedConfig['components'][string]['routes'][number];

/** What of a route a back-end may be unable to say. */
export const routeOptions = ['path', 'rewrite', 'redirect', 'deny', 'timeout', 'retries'] as const;
type RouteOption = (typeof routeOptions)[number];

/** Why a back-end cannot say an option of a route, and how the route could be written for it. */
export interface Refusal {
  readonly why: string;
  readonly instead: string;
}

type Check = (route: Route) => Refusal | undefined;

/** What a routing back-end can express. */
interface BackEnd extends Readonly<Record<RouteOption, Check>> {
  /** What it is called. */
  readonly title: string;
  /** How a config chooses it. */
  readonly choice: string;
  /** Routes and hosts that it takes at most. */
  readonly most: { readonly routes: number; readonly hosts: number };
  /** Why the routes of a host stand in one namespace, if they must. */
  readonly againstNamespaces?: string;
  /** What of it the bootstrap of a cluster makes that names the hosts, long before CI knows variables in them. */
  readonly early: string | undefined;
}

const anything: Check = () => undefined;
const unlimited = { routes: Infinity, hosts: Infinity } as const;
const usualTimeout = '30s';

const seconds = (option: string, duration: string): Refusal | undefined =>
  milliseconds(duration) % 1000 === 0
    ? undefined
    : {
        why: `ingress-nginx supports only whole seconds, not ${duration}`,
        instead: `${option}: "${Math.ceil(milliseconds(duration) / 1000)}s"`,
      };

/** What the API server demands of a prefix, for Ingresses and HTTPRoutes alike. */
const segments: Check = ({ path }) =>
  /\/\/|\/\.{1,2}(\/|$)/.test(path)
    ? { why: `"${path}" has a segment that is empty, "." or ".."`, instead: 'a path without it' }
    : undefined;

const rewritten =
  (why: string): Check =>
  ({ path, rewrite }) =>
    rewrite === undefined
      ? undefined
      : { why, instead: `no rewrite, and let the component answer under "${path}"` };

const redirected =
  (why: string): Check =>
  ({ redirect }) =>
    redirect === undefined
      ? undefined
      : { why, instead: `no redirect, and let the component answer with one to "${redirect}"` };

const denied =
  (why: string): Check =>
  ({ path, deny }) =>
    deny
      ? { why, instead: `no deny, and let the component answer 403 under "${path}"` }
      : undefined;

/**
 * What each back-end can express; what it cannot is an error and never left out.
 * `retries` of ingress-nginx:
 * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-timeouts;
 * HTTPRoute: the standard channel of Gateway API 1.6 has `timeouts` of GEP-2257
 * (at most five digits a unit) and no `retry`, 16 rules and host names, and no answer of its own. Paths that
 * ingress-nginx rewrites: https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/
 */
const backEnds = {
  none: undefined,
  istio: {
    title: 'Istio',
    againstNamespaces: 'Istio does not order the routes of two VirtualServices of one host',
    choice: '{ kind: "istio", … }',
    most: unlimited,
    early: undefined,
    path: anything,
    rewrite: anything,
    redirect: anything,
    deny: anything,
    timeout: anything,
    retries: anything,
  },
  'ingress-nginx': {
    title: 'ingress-nginx',
    choice: '{ kind: "ingress", … } of class "nginx"',
    most: unlimited,
    early: undefined,
    path: (route) =>
      segments(route) ??
      (route.path.includes('~')
        ? {
            why: `ingress-nginx does not allow "~" in "${route.path}"`,
            instead: 'a path of letters, digits, dots, dashes and underscores',
          }
        : undefined),
    rewrite: rewritten(
      'ingress-nginx reads all paths of a host as regular expressions once one is rewritten, ' +
        'so that "/api" would take "/api-docs"',
    ),
    redirect: redirected('ingress-nginx redirects to whole addresses only'),
    deny: anything,
    timeout: ({ timeout }) => seconds('timeout', timeout),
    retries: ({ retries }) => (retries === 0 ? undefined : seconds('perTry', retries.perTry)),
  },
  ingress: {
    title: 'Ingress',
    choice: '{ kind: "ingress", … } of another class',
    most: unlimited,
    early: undefined,
    path: segments,
    rewrite: rewritten('an Ingress cannot say that a path is rewritten'),
    redirect: redirected('an Ingress cannot say that a path is redirected'),
    deny: denied('an Ingress cannot say that a path is denied'),
    timeout: ({ timeout }) =>
      timeout === usualTimeout
        ? undefined
        : {
            why: 'timeouts are supported only by ingress-nginx',
            instead: `no timeout here, and set one at the controller`,
          },
    retries: ({ retries }) =>
      retries === 0
        ? undefined
        : {
            why: 'retries are supported only by ingress-nginx',
            instead: 'retries: 0',
          },
  },
  'gateway-api': {
    title: 'Gateway API',
    choice: '{ kind: "gateway-api", … }',
    most: { routes: 16, hosts: 16 },
    early: 'the Gateway of the cluster',
    path: segments,
    rewrite: anything,
    redirect: anything,
    deny: denied('the standard channel of Gateway API has no answer of its own'),
    timeout: ({ timeout }) =>
      milliseconds(timeout) < 100_000 * 3_600_000
        ? undefined
        : {
            why: `Gateway API does not support a timeout of ${timeout}`,
            instead: 'timeout: "99999h"',
          },
    retries: ({ retries }) =>
      retries === 0
        ? undefined
        : {
            why: 'the standard channel of Gateway API does not support retries',
            instead: 'retries: 0',
          },
  },
} as const satisfies Record<Routing['kind'], BackEnd | undefined>;

/** What the back-end of a config can express; nothing where it has none. */
export const backEndOf = (written: ParsedConfig['routing']): BackEnd | undefined =>
  backEnds[backEndIn(written).kind];

/** The namespace of the pods that receive the traffic; nothing where none comes in. */
export const proxyNamespaceIn = (written: ParsedConfig['routing']): string | undefined =>
  byKind(proxyNamespaces, backEndIn(written));

const proxyNamespaces: ByKind<Routing, [], string | undefined> = {
  none: () => undefined,
  istio: ({ gateway }) => namespaceIn(gateway),
  'gateway-api': ({ gateway, proxyNamespace }) => proxyNamespace ?? namespaceIn(gateway),
  'ingress-nginx': ({ controllerNamespace }) => controllerNamespace,
  ingress: ({ controllerNamespace }) => controllerNamespace,
};

const namespaceIn = (gateway: string): string | undefined => gateway.split('/')[0];

/** Whether a config asks cert-manager for certificates of its hosts. */
export function asksForCertificates(written: ParsedConfig['routing']): boolean {
  const backEnd = backEndIn(written);
  return 'tls' in backEnd && backEnd.tls !== undefined;
}

/** How to choose the back-ends that can express something. */
export const choicesOf = (can: (backEnd: BackEnd) => boolean): string =>
  Object.values(backEnds)
    .filter((backEnd) => backEnd !== undefined)
    .filter(can)
    .map(({ choice }) => choice)
    .join(' or ');
