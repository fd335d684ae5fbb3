import { milliseconds } from '../../src/domain/durations.ts';
import type { Tree } from './repair.ts';
import { type Names, treeAt, mapped, defined } from './repair-trees.ts';
import { coveredResources } from './repair-store.ts';

export function repairedComponent(component: Tree, name: string, names: Names): Tree {
  const { calls, stores, secretEnv, env, shutdown, enabled, ...rest } = scaledByOne(
    withOwnRoutes(component, name, names),
  );
  const used = known(stores, names.stores);
  const secret = Array.isArray(secretEnv) ? secretEnv : Object.keys(secretEnv ?? {});
  const free = Object.fromEntries(
    Object.entries((env ?? {}) as Tree).filter(([variable]) => !secret.includes(variable)),
  );
  const health = apartProbes(treeAt(rest, 'health'));
  const checks = mapped(treeAt(health, 'checks'), (check, _, index) => ({
    ...check,
    store: (used ?? names.stores).includes(String(check['store']))
      ? check['store']
      : (used ?? names.stores)[index % Math.max(1, (used ?? names.stores).length)],
  }));
  return {
    ...rest,
    ...defined({
      enabled: name === names.components[0] ? undefined : enabled,
      calls: known(
        calls,
        names.components.filter((other) => other !== name),
      ),
      stores: used,
      secretEnv,
      env: env === undefined ? undefined : free,
      shutdown: fitting(shutdown),
    }),
    ...(rest['health'] === undefined
      ? {}
      : {
          health: {
            ...health,
            ...(health['checks'] === undefined
              ? {}
              : { checks: (used ?? names.stores).length === 0 ? {} : checks }),
          },
        }),
    ...(['/', ...probePaths(health)].includes(String(treeAt(rest, 'metrics')['path']))
      ? { metrics: { path: '/metrics' } }
      : {}),
    ...(Array.isArray(rest['tolerations'])
      ? { tolerations: rest['tolerations'].map(tolerable) }
      : {}),
    ...(rest['resources'] === undefined
      ? {}
      : { resources: coveredResources(treeAt(rest, 'resources')) }),
  };
}

/** Seconds until an eviction only with the effect that evicts. */
function tolerable(toleration: Tree): Tree {
  const { tolerationSeconds, ...rest } = toleration;
  return tolerationSeconds === undefined || rest['effect'] !== 'NoExecute' ? rest : toleration;
}

/** The load or the config says how many pods there are, and what the load may do is possible. */
function scaledByOne(component: Tree): Tree {
  const { replicas, ...rest } = component;
  if (component['autoscaling'] === undefined || component['autoscaling'] === null) return component;
  const own = treeAt(component, 'autoscaling');
  const [min, max] = [Number(own['min']), Number(own['max'])];
  const speeds = Object.fromEntries(
    (['scaleUp', 'scaleDown'] as const)
      .filter((key) => own[key] !== undefined)
      .map((key) => [key, slow(treeAt(own, key))]),
  );
  return {
    ...rest,
    ...(own['enabled'] === false && replicas !== undefined ? { replicas } : {}),
    autoscaling: { ...own, ...speeds, min: Math.min(min, max), max: Math.max(2, min, max) },
  };
}

const slow = (speed: Tree): Tree =>
  Object.fromEntries(
    Object.entries(speed).map(([key, value]) => [
      key,
      typeof value === 'string' && milliseconds(value) > 1_800_000 ? '30m' : value,
    ]),
  );

const probePaths = (health: Tree): unknown[] =>
  ['live', 'ready'].map((key) =>
    typeof health[key] === 'object' ? treeAt(health, key)['path'] : health[key],
  );

/** Liveness and readiness ask different endpoints. */
function apartProbes(health: Tree): Tree {
  const [live = '/health/live', ready = '/health/ready'] = probePaths(health);
  return live === ready ? { ...health, live: '/health/live', ready: '/health/ready' } : health;
}

/** Hosts that belong to one component, and one that all may share, each a label that a domain completes. */
function withOwnHosts({ hosts, ...component }: Tree, name: string, names: Names): Tree {
  const routes = component['routes'] as Tree[] | undefined;
  const isRouted = (names.routing['kind'] ?? 'none') !== 'none';
  const onShared = routes?.map(({ host, ...route }) =>
    host === undefined || !isRouted ? route : { ...route, host: 'shared' },
  );
  const isUsed = onShared === undefined || onShared.some((route) => !('host' in route));
  const own = Array.isArray(hosts)
    ? hosts.slice(0, isUsed ? 3 : 0).map((_, index) => `${name.slice(0, 30)}-${index}`)
    : undefined;
  return {
    ...component,
    ...defined({ routes: onShared, hosts: isRouted ? own : undefined }),
  };
}

export function withOwnRoutes(written: Tree, name: string, names: Names): Tree {
  const component = withOwnHosts(written, name, names);
  if (!Array.isArray(component['routes']))
    return names.components.indexOf(name) > 0 && component['routes'] === undefined
      ? { ...component, routes: [{ path: `/${name}` }] }
      : component;
  const prefix = names.components.indexOf(name) > 0 ? `/${name}` : '';
  const routes = (component['routes'] as Tree[]).map((route) => {
    const path = String(route['path']);
    return patient(
      sayable(
        withOneAction({
          ...route,
          path: prefix === '' || path.startsWith(prefix) ? path : `${prefix}${path}`,
        }),
        names.routing,
      ),
    );
  });
  return {
    ...component,
    routes: routes.filter(
      (route, index) => routes.findIndex((other) => takenBy(other) === takenBy(route)) === index,
    ),
  };
}

/** The paths that a route takes, as text. */
const takenBy = ({ path, match }: Tree): string =>
  match === 'exact' ? `= ${String(path)}` : String(path).replace(/(?<=.)\/+$/, '');

/** A path without segments that gateways refuse. */
const plainPath = (path: unknown): string =>
  `/${String(path)
    .split('/')
    .filter((part) => !['', '.', '..'].includes(part))
    .join('/')}`;

/** A route that rewrites, redirects or denies, and does not lead back to itself. */
function withOneAction({ rewrite, redirect, deny, ...route }: Tree): Tree {
  const { retries: _, ...unanswered } = route;
  if (deny === true) return { ...unanswered, deny };
  const more = defined({ deny });
  if (redirect === undefined)
    return { ...route, ...more, ...defined({ rewrite: rewrite && plainPath(rewrite) }) };
  const to = plainPath(redirect);
  return {
    ...unanswered,
    ...more,
    match: 'exact',
    redirect: to === unanswered['path'] ? `${to}-too` : to,
  };
}

/** A route as its back-end can say it. */
function sayable(route: Tree, { kind = 'none', className = 'nginx' }: Tree): Tree {
  if (kind === 'none' || kind === 'istio') return route;
  const { timeout, retries, deny, rewrite, redirect, ...rest } = route;
  const path = plainPath(route['path']).replaceAll('~', '-');
  if (kind === 'gateway-api')
    return {
      ...rest,
      ...defined({
        rewrite,
        redirect: redirect === path ? `${path}-too` : redirect,
        timeout: timeout === undefined ? undefined : String(timeout).replace(/^\d(?=\d{5}h)/, ''),
      }),
      path,
    };
  if (!String(className).split('-').includes('nginx')) return { ...rest, path };
  const { perTry } = treeAt(route, 'retries');
  const whole = (duration: unknown): unknown =>
    duration === undefined ? undefined : String(duration).replace('ms', 's');
  return {
    ...rest,
    ...defined({
      deny,
      timeout: whole(timeout),
      retries: perTry === undefined ? retries : { ...(retries as Tree), perTry: whole(perTry) },
    }),
    path,
  };
}

/** A route with time enough for its retries. */
function patient(route: Tree): Tree {
  const { attempts, perTry } = treeAt(route, 'retries');
  if (attempts === undefined) return route;
  const needed = milliseconds(String(perTry)) * (Number(attempts) + 1);
  if (needed <= milliseconds(String(route['timeout'] ?? '30s'))) return route;
  return { ...route, retries: { attempts: 2, perTry: '1s' }, timeout: '9s' };
}

function fitting(shutdown: unknown): unknown {
  if (shutdown === undefined) return undefined;
  const { delay = '5s', grace = '40s' } = shutdown as Tree;
  return milliseconds(String(delay)) + 5000 > milliseconds(String(grace))
    ? { delay: '3s', grace: '1m' }
    : shutdown;
}

/** Names that exist, for those that do not. */
function known(names: unknown, existing: readonly string[]): string[] | undefined {
  if (!Array.isArray(names)) return undefined;
  if (existing.length === 0) return [];
  return [
    ...new Set(
      names.map((name, index) =>
        existing.includes(String(name)) ? String(name) : String(existing[index % existing.length]),
      ),
    ),
  ];
}
