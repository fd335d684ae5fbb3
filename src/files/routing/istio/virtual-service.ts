import { isExact, prefixOf } from '../../../domain/route-paths.ts';
import { byKind, type ByKind } from '../../../domain/member.ts';
import { routesNameOf, type IstioPlan, type RouteAction } from '../../../plan/routing/plan.ts';
import { labelsOf, syncWave, type Manifest } from '../../../kubernetes/metadata.ts';
import type { Value } from '../../../render/spec.ts';
import type { RoutesInput } from '../contract.ts';
import type { PublicRoute } from '../public-route.ts';

/**
 * Routes for Istio: the first match wins
 * (https://istio.io/latest/docs/reference/config/networking/virtual-service/).
 */
export function virtualService(
  { gateway }: IstioPlan,
  { plan, environment, hosts: all }: RoutesInput,
): readonly Manifest[] {
  const { name } = plan.service;
  return all.map(({ group, hosts, routes }) => ({
    file: 'virtual-service',
    object: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: {
        name: routesNameOf(name, group),
        labels: labelsOf(plan, name, 'routing'),
        annotations: syncWave(environment, 'route'),
      },
      spec: {
        hosts: [...hosts],
        gateways: [gateway],
        http: routes().flatMap(httpRoutes),
      },
    },
  }));
}

const httpRoutes = (route: PublicRoute) => byKind(answers, route.action, route);

type Rule = { readonly [key: string]: Value };

const answers: ByKind<RouteAction, [PublicRoute], readonly Rule[]> = {
  forward: ({ rewrite }, route) =>
    rewrite === undefined
      ? [{ match: matchesOf(route), ...delivery(route) }]
      : rewrites(route, rewrite).map(([match, uri]) => ({
          match,
          rewrite: { uri },
          ...delivery(route),
        })),
  redirect: ({ to }, route) => [
    { match: matchesOf(route), redirect: { uri: to, redirectCode: 302 } },
  ],
  deny: (_, route) => [{ match: matchesOf(route), directResponse: { status: 403 } }],
};

type Matches = readonly { readonly uri: Rule }[];

/** A prefix of Istio takes `/api-docs` with `/api`, so that one of whole segments is two matches. */
function matchesOf(route: PublicRoute): Matches {
  if (isExact(route)) return [{ uri: { exact: route.path } }];
  const prefix = prefixOf(route.path);
  const below = { uri: { prefix: withSlash(prefix) } };
  return prefix === '/' ? [below] : [{ uri: { exact: prefix } }, below];
}

/** What was matched is replaced as it stands, so that the slash of a prefix needs one in its place. */
function rewrites(route: PublicRoute, rewrite: string): readonly (readonly [Matches, string])[] {
  const all = matchesOf(route);
  if (isExact(route)) return [[all, rewrite]];
  const target = prefixOf(rewrite);
  if (target === '/') return [[all, target]];
  return all.map((one) => [[one], 'exact' in one.uri ? target : withSlash(target)]);
}

const withSlash = (prefix: string): string => (prefix === '/' ? prefix : `${prefix}/`);

const delivery = ({ timeout, retries, service }: PublicRoute) => ({
  route: [{ destination: { host: service, port: { number: 80 } } }],
  timeout,
  retries:
    retries.perTry === undefined
      ? { attempts: 0 }
      : {
          attempts: retries.attempts,
          perTryTimeout: retries.perTry,
          retryOn: 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes',
        },
});
