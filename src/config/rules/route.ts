import { identityOf } from '../../domain/route-paths.ts';
import { backEndOf, choicesOf, routeOptions } from './back-ends.ts';
import { milliseconds } from '../../domain/durations.ts';
import { repeatsOf } from '../../domain/repeats.ts';
import { routeActionRules } from './route-actions.ts';
import { routesOf } from './routes-of.ts';
import type { EnvironmentRule } from './rule.ts';

const hostsAreRouted: EnvironmentRule = ({ name, hosts, here }) =>
  hosts.length > 0 && backEndOf(here.routing) === undefined
    ? [
        {
          path: `environments.${name}.hosts`,
          message:
            'hosts require routing: set, for example, ' +
            '{ kind: "istio", gateway: "istio-system/public" }, ' +
            '{ kind: "gateway-api", gateway: "gateways/public" } or { kind: "ingress" }',
        },
      ]
    : [];

const hostsLeadSomewhere: EnvironmentRule = (environment) =>
  environment.hosts.length > 0 && routesOf(environment).length === 0
    ? [
        {
          path: `environments.${environment.name}.hosts`,
          message:
            'no component has a route, so nothing would answer: ' +
            'add a route to one, such as { path: "/" }, or remove the hosts',
        },
      ]
    : [];

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

const routesAreUnique: EnvironmentRule = (environment) =>
  repeatsOf(routesOf(environment), ({ route }) => [identityOf(route)]).map(([{ at }, , first]) => ({
    path: `${at}.path`,
    message:
      `"${first.route.path}" leads to component ${first.key} already: choose another path, or set ` +
      'routes: [] for a component that nobody reaches from outside',
  }));

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

const backEndTakesSoMany: EnvironmentRule = (environment) => {
  const { name, hosts, here } = environment;
  const backEnd = backEndOf(here.routing);
  if (backEnd === undefined) return [];
  const { title, most } = backEnd;
  const counts = [
    { path: 'components', what: 'routes', count: routesOf(environment).length },
    { path: `environments.${name}.hosts`, what: 'hosts', count: hosts.length },
  ] as const;
  return counts.flatMap(({ path, what, count }) =>
    count > most[what]
      ? [
          {
            path,
            message:
              `${title} takes ${most[what]} ${what}, not ${count}: ` +
              `set routing to ${choicesOf((other) => other.most[what] >= count)}`,
          },
        ]
      : [],
  );
};

/** Rules about the routes from outside, and what the routing back-end can express of them. */
export const routeRules: readonly EnvironmentRule[] = [
  hostsAreRouted,
  hostsLeadSomewhere,
  retriesFitTimeout,
  routesAreUnique,
  ...routeActionRules,
  backEndCanSayRoutes,
  backEndTakesSoMany,
];
