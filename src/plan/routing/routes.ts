import type { ParsedConfig } from '../../config/schema/schema.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { narrowerFirst, outsideOf, receiverOf } from '../../domain/route-paths.ts';
import type { HostGroup, HostGroups } from './host-groups.ts';
import type { RouteAction, RoutePlan } from './plan.ts';

type Routes = ParsedConfig['components'][string]['routes'];

/** Narrower routes first: the first match wins at the gateway. */
export const routePlans = (routes: Routes, groups: readonly HostGroup[]): RoutePlan[] =>
  routes
    .map((route): RoutePlan => ({
      path: route.path,
      match: route.match,
      on: groups.filter((group) => group.routes.includes(route)).map(({ name }) => name),
      action: actionOf(route),
      timeout: route.timeout,
      retries:
        route.retries === 0
          ? { attempts: 0, perTry: undefined }
          : { attempts: route.retries.attempts, perTry: route.retries.perTry },
    }))
    .toSorted(narrowerFirst);

function actionOf({
  rewrite,
  redirect,
  deny,
}: Pick<Routes[number], 'rewrite' | 'redirect' | 'deny'>): RouteAction {
  if (deny) return { kind: 'deny' };
  return redirect === undefined ? { kind: 'forward', rewrite } : { kind: 'redirect', to: redirect };
}

/** Whether requests reach the component, and are not answered at the gateway. */
export const reaches = ({ action }: Pick<RoutePlan, 'action'>): boolean => byKind(reaching, action);

const reaching: ByKind<RouteAction, [], boolean> = {
  forward: () => true,
  redirect: () => false,
  deny: () => false,
};

/** What the component gets in place of the path; nothing where it gets the path, or nothing at all. */
export const rewriteOf = ({ action }: Pick<RoutePlan, 'action'>): string | undefined =>
  byKind(rewriting, action);

const rewriting: ByKind<RouteAction, [], string | undefined> = {
  forward: ({ rewrite }) => rewrite,
  redirect: () => undefined,
  deny: () => undefined,
};

/** The path that clients are sent to; nothing where they are not. */
export const redirectOf = ({ action }: Pick<RoutePlan, 'action'>): string | undefined =>
  byKind(redirecting, action);

const redirecting: ByKind<RouteAction, [], string | undefined> = {
  forward: () => undefined,
  redirect: ({ to }) => to,
  deny: () => undefined,
};

/** Whether requests come in by a route: somebody has the names of its hosts. */
export const comesIn = (
  { on }: Pick<RoutePlan, 'on'>,
  { hostGroups }: { readonly hostGroups: HostGroups },
): boolean => on.some((group) => (hostGroups[group] ?? []).length > 0);

/** The routes of some that are on a group of hosts. */
export const routesOn = <Route extends Pick<RoutePlan, 'on'>>(
  group: string,
  routes: readonly Route[],
): readonly Route[] => routes.filter(({ on }) => on.includes(group));

/** The path outside that reaches a path of a component through one of its routes, among all routes of its host. */
export function wayTo<Route extends RoutePlan>(
  route: Route,
  inside: string,
  all: readonly Route[],
): string | undefined {
  if (!reaches(route)) return undefined;
  const outside = outsideOf({ ...route, rewrite: rewriteOf(route) }, inside);
  return outside !== undefined && receiverOf(all, outside) === route ? outside : undefined;
}
