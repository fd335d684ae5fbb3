import { isDeepStrictEqual } from 'node:util';
import { bytesOf, millicores } from '../../src/domain/quantities.ts';
import { milliseconds } from '../../src/domain/durations.ts';
import { merge } from '../../src/config/parse/merge.ts';
import { deliverable } from './repair-delivery.ts';
import { withFreeNames } from './repair-names.ts';
import { messagingOver, withMessaging } from './repair-messaging.ts';

export type Tree = Record<string, unknown>;

/** Random parts that one environment may lay over the components, stores (by kind) and routing. */
export interface Donors {
  readonly components: readonly Tree[];
  readonly dataStores: readonly (readonly Tree[])[];
  readonly routing: Tree;
  readonly messaging: Tree;
  readonly monitoring: Tree;
}

/** The tree with what the rules between keys demand; what is left random is left alone. */
export function repaired(given: Tree, donors: readonly Donors[]): Tree {
  const tree =
    given['environments'] === undefined
      ? given
      : { ...given, environments: deliverable(treeAt(given, 'environments'), given) };
  const components = nonEmpty(treeAt(tree, 'components'), 'server', {});
  const stores = treeAt(tree, 'dataStores');
  const names: Names = {
    components: Object.keys(components),
    stores: Object.keys(stores),
    routing: treeAt(tree, 'routing'),
  };
  const sound: Tree = {
    ...tree,
    components: withOwnFolders(
      mapped(components, (component, name) => repairedComponent(component, name, names)),
    ),
    ...(tree['dataStores'] === undefined
      ? {}
      : { dataStores: mapped(stores, (store) => repairedStore(store, false)) }),
  };
  const whole = withFreeNames(withMessaging(sound));
  return withRoomyCluster(
    tree['environments'] === undefined
      ? withDefaultBackups(whole)
      : { ...whole, environments: environmentsOf(tree, whole, donors, names) },
  );
}

/** A cluster with room for what is asked for, whose sleepers are environments that may sleep. */
function withRoomyCluster(tree: Tree): Tree {
  const infrastructure = treeAt(tree, 'infrastructure');
  if (infrastructure['kind'] !== 'doctl') return tree;
  const { min = 3, max = 5, size } = treeAt(infrastructure, 'nodes');
  const { sleep, email, ...rest } = infrastructure;
  // What asks for much, somewhere in the tree, gets the largest cluster there is.
  const isHeavy = /"(requests|instances|maxMemory|autoscaling|replicas)":/.test(
    JSON.stringify(tree),
  );
  const bounds = isHeavy
    ? { min, max: 100 }
    : { min: Math.min(Number(min), Number(max)), max: Math.max(Number(min), Number(max)) };
  const environments = mapped(
    treeAt(tree, 'environments'),
    ({ cluster, ...environment }, _, index) =>
      index === 0 || cluster === undefined ? environment : { ...environment, cluster },
  );
  const sleepers = Object.entries(environments as Record<string, Tree>).flatMap(
    ([name, { production, deploy, cluster }]) =>
      cluster !== undefined || (production ?? deploy === 'on-promotion') ? [] : [name],
  );
  const { from, to } = (sleep ?? {}) as Tree;
  const sleeps =
    sleep !== undefined && sleepers.length > 0 && treeAt(tree, 'delivery')['kind'] === 'push';
  const delivery = treeAt(tree, 'delivery');
  const own = infrastructure['cluster'] ?? tree['system'] ?? tree['name'];
  return {
    ...tree,
    ...(tree['environments'] === undefined ? {} : { environments }),
    ...(treeAt(delivery, 'cluster')['kind'] === 'doctl'
      ? { delivery: { ...delivery, cluster: { kind: 'doctl', name: own } } }
      : {}),
    infrastructure: {
      ...rest,
      email: email ?? 'ops@example.com',
      ...(infrastructure['nodes'] === undefined && !isHeavy
        ? {}
        : { nodes: defined({ size: isHeavy ? 'm-96vcpu-768gb' : size, ...bounds }) }),
      ...(sleeps
        ? {
            sleep: defined({
              environments:
                (sleep as Tree)['environments'] === undefined ? undefined : sleepers.slice(0, 1),
              from,
              to: from === to ? undefined : to,
            }),
          }
        : {}),
    },
  };
}

/** Each component is built in a folder of its own; two in Python may share one. */
function withOwnFolders(components: Tree): Tree {
  const seen = new Map<unknown, Tree>();
  const files = new Set<unknown>();
  const folders = [
    ...Object.keys(components),
    ...Object.values(components).map((component) =>
      String(treeAt(treeAt({ component }, 'component'), 'build')['context'] ?? '.'),
    ),
  ];
  return mapped(components, (component, name) => {
    const build = treeAt(component, 'build');
    const { context = '.', dockerfile } = build;
    const folder = String(context);
    const first = seen.get(folder);
    const runtime = treeAt(component, 'runtime');
    if (first === undefined) {
      seen.set(folder, runtime);
      const used = dockerfile === undefined ? `${folder}/Dockerfile` : dockerfile;
      if (!files.has(used) && !folders.some((other) => `${other}/`.startsWith(`${String(used)}/`)))
        return files.add(used) && component;
      return { ...component, build: { context } };
    }
    if (runtime['kind'] !== 'python' || first['kind'] !== 'python')
      return { ...component, build: { context: name } };
    const shared = defined({
      ...runtime,
      version: first['version'],
      packageManager: first['packageManager'],
    });
    return {
      ...component,
      runtime: Object.fromEntries(Object.entries(shared).filter(([key]) => key !== 'module')),
      build: { context, dockerfile: `docker/${name}` },
    };
  });
}

interface Names {
  readonly components: readonly string[];
  readonly stores: readonly string[];
  readonly routing: Tree;
}

/** The default environments have a production, so that the stores themselves must say how they are backed up. */
const withDefaultBackups = (tree: Tree): Tree =>
  tree['dataStores'] === undefined
    ? tree
    : {
        ...tree,
        dataStores: mapped(treeAt(tree, 'dataStores'), (store) => repairedStore(store, true)),
      };

function environmentsOf(tree: Tree, sound: Tree, donors: readonly Donors[], names: Names): Tree {
  const written = nonEmpty(treeAt(tree, 'environments'), 'dev', { branch: 'main' });
  const seen = {
    branches: new Set<unknown>(),
    hosts: new Set<unknown>(),
    namespaces: new Set<unknown>(),
  };
  const entries = Object.entries(written).map(([name, value], index): [string, Tree] => {
    const { namespace, ...environment } = { ...(value as Tree) };
    const production = environment['production'] ?? index > 0;
    const mayShare =
      environment['trigger'] === 'release' && treeAt(sound, 'delivery')['kind'] === 'push';
    const branch =
      seen.branches.has(environment['branch']) && !mayShare ? `env/${name}` : environment['branch'];
    seen.branches.add(branch);
    const own = namespace === undefined || seen.namespaces.has(namespace) ? {} : { namespace };
    seen.namespaces.add(namespace);
    const donor = donors[index];
    const overrides =
      donor === undefined ? {} : overridesOf(sound, donor, production === true, names);
    const hosts = list(environment['hosts']).filter(
      (host) =>
        !seen.hosts.has(host) &&
        isRouted(sound, environment['overrides'] === undefined && !production ? {} : overrides),
    );
    for (const host of hosts) seen.hosts.add(host);
    return [
      name,
      {
        ...environment,
        ...shortRelease(environment['releaseName'], name),
        ...own,
        branch,
        deploy: index === 0 ? 'on-push' : 'on-promotion',
        ...(environment['hosts'] === undefined ? {} : { hosts }),
        ...(environment['overrides'] === undefined && !production ? {} : { overrides }),
      },
    ];
  });
  return Object.fromEntries(entries);
}

/** Whether there is a back-end, and a route for it. */
function isRouted(sound: Tree, overrides: Tree): boolean {
  const routes = Object.values(treeAt(merge(sound, overrides) as Tree, 'components')).map(
    (component) => (component as Tree)['routes'],
  );
  return (
    (treeAt(sound, 'routing')['kind'] ?? 'none') !== 'none' &&
    routes.some((found) => found === undefined || list(found).length > 0)
  );
}

/** A release whose charts' names fit behind it. */
const shortRelease = (release: unknown, environment: string): Tree =>
  typeof release === 'string' && release.length > 24
    ? { releaseName: `${release.slice(0, 10)}x-${environment}` }
    : {};

/** What is built once for all environments, and what names a thing. */
const fixed = new Set([
  'publishes',
  'subscribes',
  'stores',
  'eviction',
  'secret',
  'runtime',
  'build',
  'port',
  'objectName',
  'user',
  'checks',
  'health',
  'metrics',
  'kind',
  'secretName',
  'variable',
]);

function overridesOf(sound: Tree, donor: Donors, production: boolean, names: Names): Tree {
  const components = mapped(treeAt(sound, 'components'), (component, name, index) =>
    kept(component, withOwnRoutes(donor.components[index] ?? {}, name, names), (whole) =>
      repairedComponent(whole, name, names),
    ),
  );
  const stores = mapped(treeAt(sound, 'dataStores'), (store, _, index) => {
    const part =
      donor.dataStores.map((parts) => parts[index] ?? {})[
        ['postgres', 'redis', 'external'].indexOf(String(store['kind']))
      ] ?? {};
    const over = kept(store, part, (whole) =>
      repairedStore(whole, production && 'backup' in whole),
    );
    const needs =
      production &&
      store['kind'] === 'postgres' &&
      treeAt(store, 'backup')['kind'] === undefined &&
      !('backup' in over);
    return needs ? { ...over, backup: aBackup } : over;
  });
  const isLike =
    (['kind', 'className'] as const).every((key) => names.routing[key] === donor.routing[key]) &&
    donor.routing['kind'] !== 'none';
  return {
    ...filled('components', components),
    ...filled('dataStores', stores),
    ...(isLike ? { routing: donor.routing } : {}),
    ...messagingOver(treeAt(sound, 'messaging'), donor.messaging),
    ...monitoringOver(sound, donor.monitoring),
  };
}

/** Monitoring may be switched on and off, and differ where it is on. */
function monitoringOver(sound: Tree, donor: Tree): Tree {
  const { secret: _own, ...slack } = treeAt(donor, 'slack');
  return donor['kind'] === undefined ||
    (donor['kind'] === 'none' && sound['monitoring'] === undefined)
    ? {}
    : { monitoring: donor['slack'] === undefined ? donor : { ...donor, slack } };
}

/** Those keys of the donor that leave the whole sound. */
function kept(base: Tree, donor: Tree, repair: (whole: Tree) => Tree): Tree {
  const over: Tree = {};
  for (const [key, value] of Object.entries(donor)) {
    const kinds = [base[key], value].map((one) =>
      typeof one === 'object' && one !== null ? Reflect.get(one, 'kind') : undefined,
    );
    if (fixed.has(key) || (base[key] !== undefined && value !== null && kinds[0] !== kinds[1]))
      continue;
    const whole = merge(base, { ...over, [key]: value }) as Tree;
    if (isDeepStrictEqual(repair(whole), whole)) over[key] = value;
  }
  return over;
}

function repairedComponent(component: Tree, name: string, names: Names): Tree {
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
    ...(rest['resources'] === undefined
      ? {}
      : { resources: coveredResources(treeAt(rest, 'resources')) }),
  };
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

function withOwnRoutes(component: Tree, name: string, names: Names): Tree {
  if (!Array.isArray(component['routes']))
    return names.components.indexOf(name) > 0 && component['routes'] === undefined
      ? { ...component, routes: [{ path: `/${name}` }] }
      : component;
  const prefix = names.components.indexOf(name) > 0 ? `/${name}` : '';
  const routes = (component['routes'] as Tree[]).map((route) => {
    const path = String(route['path']);
    return patient(
      sayable(
        { ...route, path: prefix === '' || path.startsWith(prefix) ? path : `${prefix}${path}` },
        names.routing,
      ),
    );
  });
  return {
    ...component,
    routes: routes.filter(
      (route, index) => routes.findIndex((other) => other['path'] === route['path']) === index,
    ),
  };
}

/** A route as its back-end can say it. */
function sayable(route: Tree, { kind = 'none', className = 'nginx' }: Tree): Tree {
  if (kind === 'none' || kind === 'istio') return route;
  const { timeout, retries, ...rest } = route;
  const path = `/${String(route['path'])
    .split('/')
    .filter((part) => !['', '.', '..'].includes(part))
    .join('/')
    .replaceAll('~', '-')}`;
  if (kind === 'gateway-api')
    return {
      ...rest,
      ...defined({
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

function repairedStore(store: Tree, production: boolean): Tree {
  const backed =
    production && store['kind'] === 'postgres' && store['backup'] === undefined
      ? { backup: aBackup }
      : {};
  return {
    ...store,
    ...backed,
    ...(store['resources'] === undefined
      ? {}
      : { resources: coveredResources(treeAt(store, 'resources')) }),
  };
}

const aBackup = { kind: 'object-store', destination: 's3://backups/here' };

function coveredResources(resources: Tree): Tree {
  const [requests, limits] = [treeAt(resources, 'requests'), treeAt(resources, 'limits')];
  const low = Object.keys(limits).filter((kind) => {
    const amountOf = kind === 'cpu' ? millicores : bytesOf;
    return (
      requests[kind] !== undefined &&
      amountOf(String(requests[kind])) > amountOf(String(limits[kind]))
    );
  });
  return low.length === 0
    ? resources
    : {
        ...resources,
        limits: Object.fromEntries(Object.entries(limits).filter(([kind]) => !low.includes(kind))),
      };
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

const treeAt = (tree: Tree, key: string): Tree =>
  typeof tree[key] === 'object' && tree[key] !== null ? (tree[key] as Tree) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const defined = (tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined));
const nonEmpty = (tree: Tree, key: string, value: Tree): Tree =>
  Object.keys(tree).length === 0 ? { [key]: value } : tree;
const mapped = (tree: Tree, change: (value: Tree, key: string, index: number) => Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value], index) => [key, change(value as Tree, key, index)]),
  );
function filled(key: string, tree: Tree): Tree {
  const parts = Object.fromEntries(
    Object.entries(tree).filter(([, part]) => Object.keys(part as Tree).length > 0),
  );
  return Object.keys(parts).length === 0 ? {} : { [key]: parts };
}
