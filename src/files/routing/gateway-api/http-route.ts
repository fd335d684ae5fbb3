import { milliseconds } from '../../../domain/durations.ts';
import { isExact, prefixOf } from '../../../domain/route-paths.ts';
import { byKind, type ByKind } from '../../../domain/member.ts';
import { InternalError } from '../../../errors.ts';
import { routesNameOf, type GatewayApiPlan, type RouteAction } from '../../../plan/routing/plan.ts';
import { labelsOf, syncWave, type Manifest } from '../../../kubernetes/metadata.ts';
import type { Value } from '../../../render/spec.ts';
import type { RoutesInput } from '../contract.ts';
import type { PublicRoute } from '../public-route.ts';

/**
 * Routes for Gateway API, in its standard channel: TLS ends at the
 * Gateway (https://gateway-api.sigs.k8s.io/api-types/httproute/).
 * What the API server would fill in is said, so that git and cluster are the same to Argo CD.
 */
export function httpRoute(
  { gateway }: GatewayApiPlan,
  { plan, environment, hosts: all }: RoutesInput,
): readonly Manifest[] {
  const { name } = plan.service;
  return all.map(({ group, hosts, routes }) => ({
    file: 'http-route',
    object: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: {
        name: routesNameOf(name, group),
        labels: labelsOf(plan, name, 'routing'),
        annotations: syncWave(environment, 'route'),
      },
      spec: {
        parentRefs: [
          {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            namespace: gateway.namespace,
            name: gateway.name,
          },
        ],
        hostnames: [...hosts],
        rules: routes().map(rule),
      },
    },
  }));
}

const rule = (route: PublicRoute) => ({
  matches: [{ path: { type: isExact(route) ? 'Exact' : 'PathPrefix', value: route.path } }],
  ...byKind(answers, route.action, route),
});

const answers: ByKind<RouteAction, [PublicRoute], { readonly [key: string]: Value }> = {
  forward: ({ rewrite }, route) => ({
    ...(rewrite === undefined
      ? {}
      : { filters: [{ type: 'URLRewrite', urlRewrite: { path: rewritten(route, rewrite) } }] }),
    timeouts: { request: gatewayDuration(route.timeout) },
    backendRefs: [{ group: '', kind: 'Service', name: route.service, port: 80, weight: 1 }],
  }),
  redirect: ({ to }) => ({
    filters: [
      {
        type: 'RequestRedirect',
        requestRedirect: {
          path: { type: 'ReplaceFullPath', replaceFullPath: to },
          statusCode: 302,
        },
      },
    ],
  }),
  deny: (_, { path }) => {
    throw new InternalError(`Gateway API cannot deny ${path}`);
  },
};

const rewritten = (route: PublicRoute, rewrite: string) =>
  isExact(route)
    ? { type: 'ReplaceFullPath', replaceFullPath: rewrite }
    : { type: 'ReplacePrefixMatch', replacePrefixMatch: prefixOf(rewrite) };

const units = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** The same duration with at most five digits for each unit, as GEP-2257 wants it: `100000s` is `27h46m40s`. */
function gatewayDuration(duration: string): string {
  if (!/\d{6}/.test(duration)) return duration;
  let rest = milliseconds(duration);
  return units
    .map(([unit, length]) => {
      const amount = Math.floor(rest / length);
      rest -= amount * length;
      return amount === 0 ? '' : `${amount}${unit}`;
    })
    .join('');
}
