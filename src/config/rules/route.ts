import { identityOf } from '../../domain/route-paths.ts';
import { backEndOf, choicesOf, routeOptions } from './back-ends.ts';
import { milliseconds } from '../../domain/durations.ts';
import { repeatsOf } from '../../domain/repeats.ts';
import { alikeHosts, routesOf, type RouteHere } from '../hosts.ts';
import { hostRules } from './hosts.ts';
import { routeActionRules } from './route-actions.ts';
import type { EnvironmentRule } from './rule.ts';

const retriesFitTimeout: EnvironmentRule = (environment) =>
  routesOf(environment).flatMap(({ at, route: { timeout, retries } }) =>
    retries !== 0 && milliseconds(retries.perTry) * (retries.attempts + 1) > milliseconds(timeout)
      ? [
          {
            path: `${at}.timeout`,
            message:
              `${timeout} is too short for ${retries.attempts} retries after the first try ` +
              `of ${retries.perTry} each: the retries would never happen`,
          },
        ]
      : [],
  );

/** On whichever host, a path is taken once; one issue for a route is enough. */
const routesAreUnique: EnvironmentRule = (environment) => {
  const issues = alikeHosts(environment, routesOf(environment)).flatMap(
    ({ hosts: [host], routes }) =>
      repeatsOf(routes, ({ route }) => [identityOf(route)]).map(([{ at }, , first]) => ({
        path: `${at}.path`,
        message:
          `"${first.route.path}"${host === environment.hosts[0] ? '' : ` of ${host}`} leads to component ` +
          `${first.key} already: choose another path, or set routes: [] for a component that nobody ` +
          'reaches from outside',
      })),
  );
  return issues.filter(({ path }, index) => issues.findIndex((one) => one.path === path) === index);
};

/** A feature that the back-end lacks is an error, never left out. */
const backEndCanSayRoutes: EnvironmentRule = (environment) => {
  const backEnd = backEndOf(environment.here.routing);
  if (backEnd === undefined) return [];
  return routesOf(environment).flatMap(({ at, route }) =>
    routeOptions.flatMap((option) => {
      const refusal = backEnd[option](route);
      if (refusal === undefined) return [];
      return [
        {
          path: `${at}.${option}`,
          message:
            `${refusal.why}: write ${refusal.instead}, or set routing to ` +
            `${choicesOf((other) => other[option](route) === undefined)}`,
        },
      ];
    }),
  );
};

/** An object says the routes on hosts that answer alike. */
const backEndTakesSoMany: EnvironmentRule = (environment) => {
  const backEnd = backEndOf(environment.here.routing);
  if (backEnd === undefined) return [];
  const { title, most } = backEnd;
  return alikeHosts(environment, routesOf(environment)).flatMap(({ hosts, routes }) => {
    const [host] = hosts;
    const on = host === environment.hosts[0] ? '' : ` on ${host}`;
    const counts = [
      { path: 'components', what: 'routes', count: Math.max(...perNamespace(routes)) },
      { path: routes[0]?.hostsAt ?? 'components', what: 'hosts', count: hosts.length },
    ] as const;
    return counts
      .filter(({ what, count }) => count > most[what])
      .map(({ path, what, count }) => ({
        path,
        message:
          `${title} takes ${most[what]} ${what}, not ${count}${on}: ` +
          `set routing to ${choicesOf((other) => other.most[what] >= count)}`,
      }));
  });
};

/** How many routes stand beside each one, in the object of its namespace. */
const perNamespace = (routes: readonly RouteHere[]): readonly number[] =>
  routes.map(({ namespace }) => routes.filter((other) => other.namespace === namespace).length);

/** Rules about the routes from outside, and what the routing back-end can express of them. */
export const routeRules: readonly EnvironmentRule[] = [
  ...hostRules,
  retriesFitTimeout,
  routesAreUnique,
  ...routeActionRules,
  backEndCanSayRoutes,
  backEndTakesSoMany,
];
