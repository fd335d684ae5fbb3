import type { ParsedConfig } from '../../config/schema/schema.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { narrowerFirst, outsideOf, receiverOf } from '../../domain/route-paths.ts';
import type { RouteAction, RoutePlan } from './plan.ts';

type Routes = ParsedConfig['components'][string]['routes'];

/** Narrower routes first: the first match wins at the gateway. */
export const routePlans = (routes: Routes): RoutePlan[] =>
  routes
    .map(({ path, match, timeout, retries, ...written }): RoutePlan => ({
      path,
      match,
      action: actionOf(written),
      timeout,
      retries:
        retries === 0
          ? { attempts: 0, perTry: undefined }
          : { attempts: retries.attempts, perTry: retries.perTry },
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

/** The path outside that reaches a path of a component through one of its routes, among all routes of its hosts. */
export function wayTo<Route extends RoutePlan>(
  route: Route,
  inside: string,
  all: readonly Route[],
): string | undefined {
  if (!reaches(route)) return undefined;
  const outside = outsideOf({ ...route, rewrite: rewriteOf(route) }, inside);
  return outside !== undefined && receiverOf(all, outside) === route ? outside : undefined;
}
