import { receiverOf } from '../../domain/route-paths.ts';
import type { Route } from './back-ends.ts';
import { alikeHosts, routesOf } from '../hosts.ts';
import type { EnvironmentRule } from './rule.ts';

/** What a route does with a request besides forwarding it as it is. */
const actions = ['rewrite', 'redirect', 'deny'] as const;
type Action = (typeof actions)[number];

const does = (route: Route, action: Action): boolean =>
  route[action] !== undefined && route[action] !== false;

/** Why two actions do not go together, by the later one. */
const why: Readonly<Record<Action, string>> = {
  rewrite: '',
  redirect: 'who is redirected never reaches the component under another path',
  deny: 'who is denied gets 403 and nothing else',
};

const oneAction: EnvironmentRule = (environment) =>
  routesOf(environment).flatMap(({ at, route }) => {
    const [first, ...others] = actions.filter((action) => does(route, action));
    const last = others.at(-1);
    return first === undefined || last === undefined
      ? []
      : [
          {
            path: `${at}.${last}`,
            message: `does not go with "${first}": ${why[last]}. Remove one of them`,
          },
        ];
  });

const retriesReachSomebody: EnvironmentRule = (environment) =>
  routesOf(environment).flatMap(({ at, route }) =>
    route.retries !== 0 && (does(route, 'redirect') || does(route, 'deny'))
      ? [
          {
            path: `${at}.retries`,
            message:
              'nothing of this route reaches the component, so nothing is retried: remove "retries"',
          },
        ]
      : [],
  );

const targetsArePaths: EnvironmentRule = (environment) =>
  routesOf(environment).flatMap(({ at, route }) =>
    (['rewrite', 'redirect'] as const).flatMap((action) =>
      /\/\/|\/\.{1,2}(\/|$)/.test(route[action] ?? '')
        ? [
            {
              path: `${at}.${action}`,
              message: `"${route[action]}" has a segment that is empty, "." or "..": write a path without it`,
            },
          ]
        : [],
    ),
  );

/** A redirect that its own route takes again, on whichever host, never ends. */
const redirectsEnd: EnvironmentRule = (environment) => {
  const groups = alikeHosts(environment, routesOf(environment)).map(({ routes }) =>
    routes.map(({ at, route }) => ({ ...route, at })),
  );
  const returns = new Set(
    groups.flatMap((all) =>
      all.flatMap(({ at, redirect }) =>
        redirect !== undefined && receiverOf(all, redirect)?.at === at ? [at] : [],
      ),
    ),
  );
  return routesOf(environment).flatMap(({ at, route: { path, redirect } }) =>
    returns.has(at)
      ? [
          {
            path: `${at}.redirect`,
            message:
              `this route takes "${redirect}" too, so that a client is sent there indefinitely: ` +
              `add match: "exact" for "${path}" alone, or redirect to a path of another route`,
          },
        ]
      : [],
  );
};

/** Rules about what routes do with a request. */
export const routeActionRules: readonly EnvironmentRule[] = [
  oneAction,
  retriesReachSomebody,
  targetsArePaths,
  redirectsEnd,
];
