import { milliseconds } from '../../domain/durations.ts';
import { isNginx } from '../schema/routing.ts';
import type { ParsedConfig } from '../schema/schema.ts';

export type Route = ParsedConfig['components'][string]['routes'][number];
type Routing = ParsedConfig['routing'];

/** What of a route a back-end may be unable to say. */
export const routeOptions = ['path', 'timeout', 'retries'] as const;
type RouteOption = (typeof routeOptions)[number];

/** Why a back-end cannot say an option of a route, and how the route could be written for it. */
export interface Refusal {
  readonly why: string;
  readonly instead: string;
}

type Check = (route: Route) => Refusal | undefined;

/** What a routing back-end can express. */
interface BackEnd extends Readonly<Record<RouteOption, Check>> {
  /** How a config chooses it. */
  readonly choice: string;
  /** Its prefixes are whole segments: `/a` and `/a/` are one path, and `/ab` is another. */
  readonly bySegment: boolean;
  /** Routes and hosts that it takes at most. */
  readonly most: { readonly routes: number; readonly hosts: number };
}

const anything: Check = () => undefined;
const unlimited = { routes: Infinity, hosts: Infinity } as const;
const usualTimeout = '30s';

const seconds = (option: string, duration: string): Refusal | undefined =>
  milliseconds(duration) % 1000 === 0
    ? undefined
    : {
        why: `ingress-nginx counts whole seconds, not ${duration}`,
        instead: `${option}: "${Math.ceil(milliseconds(duration) / 1000)}s"`,
      };

/** What the API server demands of a prefix, for Ingresses and HTTPRoutes alike. */
const segments: Check = ({ path }) =>
  /\/\/|\/\.{1,2}(\/|$)/.test(path)
    ? { why: `"${path}" has a segment that is empty, "." or ".."`, instead: 'a path without it' }
    : undefined;

/**
 * What each back-end can express; what it cannot is an error and never left out.
 * `retries` of ingress-nginx: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-timeouts;
 * HTTPRoute: the standard channel of Gateway API 1.6 has `timeouts` of GEP-2257 (at most five digits a unit) and no `retry`, and 16 rules and host names.
 */
const backEnds = {
  istio: {
    choice: '{ kind: "istio", … }',
    bySegment: false,
    most: unlimited,
    path: anything,
    timeout: anything,
    retries: anything,
  },
  nginx: {
    choice: '{ kind: "ingress", … } of class "nginx"',
    bySegment: true,
    most: unlimited,
    path: (route) =>
      segments(route) ??
      (route.path.includes('~')
        ? {
            why: `ingress-nginx refuses "~" in "${route.path}"`,
            instead: 'a path of letters, digits, dots, dashes and underscores',
          }
        : undefined),
    timeout: ({ timeout }) => seconds('timeout', timeout),
    retries: ({ retries }) => (retries === 0 ? undefined : seconds('perTry', retries.perTry)),
  },
  ingress: {
    choice: '{ kind: "ingress", … } of another class',
    bySegment: true,
    most: unlimited,
    path: segments,
    timeout: ({ timeout }) =>
      timeout === usualTimeout
        ? undefined
        : {
            why: 'an IngressClass that is not ingress-nginx cannot be told timeouts',
            instead: `no timeout here, and one at the controller`,
          },
    retries: ({ retries }) =>
      retries === 0
        ? undefined
        : {
            why: 'an IngressClass that is not ingress-nginx cannot be told retries',
            instead: 'retries: 0',
          },
  },
  'gateway-api': {
    choice: '{ kind: "gateway-api", … }',
    bySegment: true,
    most: { routes: 16, hosts: 16 },
    path: segments,
    timeout: ({ timeout }) =>
      milliseconds(timeout) < 100_000 * 3_600_000
        ? undefined
        : { why: `Gateway API has no timeout as long as ${timeout}`, instead: 'timeout: "99999h"' },
    retries: ({ retries }) =>
      retries === 0
        ? undefined
        : { why: 'Gateway API has no retries in its standard channel', instead: 'retries: 0' },
  },
} as const satisfies Record<string, BackEnd>;

/** The back-ends, ingress-nginx apart from other controllers. */
export type BackEndName = keyof typeof backEnds;

/** The back-end that a config chooses; nothing when it has none. */
export function backEndNameOf(routing: Routing): BackEndName | undefined {
  if (routing.kind === 'none') return undefined;
  return routing.kind !== 'ingress'
    ? routing.kind
    : isNginx(routing.className)
      ? 'nginx'
      : 'ingress';
}

/** What the back-end of a config can express. */
export function backEndOf(routing: Routing): BackEnd | undefined {
  const name = backEndNameOf(routing);
  return name === undefined ? undefined : backEnds[name];
}

/** How to choose the back-ends that can express something. */
export const choicesOf = (can: (backEnd: BackEnd) => boolean): string =>
  Object.values(backEnds)
    .filter(can)
    .map(({ choice }) => choice)
    .join(' or ');
