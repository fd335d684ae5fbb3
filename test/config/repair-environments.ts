import { stores } from '../../src/stores/index.ts';
import { lacksBackup } from './store-in.ts';
import { isDeepStrictEqual } from 'node:util';
import { merge } from '../../src/config/parse/merge.ts';
import { messagingOver } from './repair-messaging.ts';
import type { Tree, Donors } from './repair.ts';
import { type Names, nonEmpty, treeAt, mapped } from './repair-trees.ts';
import { withOwnRoutes, repairedComponent } from './repair-component.ts';
import { repairedStore, aBackup } from './repair-store.ts';

export function environmentsOf(
  tree: Tree,
  sound: Tree,
  donors: readonly Donors[],
  names: Names,
): Tree {
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
    const isFree = !seen.namespaces.has(namespace) && !namespacesOfOthers(sound).has(namespace);
    const own = namespace === undefined || !isFree ? {} : { namespace };
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
        ...(needsDomain(sound, overrides) || environment['domain'] !== undefined
          ? { domain: `${name}.example.com` }
          : {}),
        ...(environment['overrides'] === undefined && !production ? {} : { overrides }),
      },
    ];
  });
  return Object.fromEntries(entries);
}

/** Namespaces of what runs beside the service, which no environment may have. */
const namespacesOfOthers = (sound: Tree): ReadonlySet<unknown> => {
  const { gateway, proxyNamespace, controllerNamespace } = treeAt(sound, 'routing');
  return new Set([
    treeAt(sound, 'monitoring')['namespace'],
    treeAt(sound, 'delivery')['namespace'],
    treeAt(sound, 'secrets')['controllerNamespace'],
    String(gateway).split('/')[0],
    proxyNamespace,
    controllerNamespace,
  ]);
};

/** Whether there is a back-end, and a route for it. */
function isRouted(sound: Tree, overrides: Tree): boolean {
  const routes = Object.values(treeAt(merge(sound, overrides) as Tree, 'components')).map(
    (component) => {
      const { hosts, routes: found } = component as Tree;
      if (Array.isArray(hosts)) return [];
      return found === undefined
        ? [{}]
        : list(found).filter((route) => !('host' in (route as Tree)));
    },
  );
  return (
    (treeAt(sound, 'routing')['kind'] ?? 'none') !== 'none' &&
    routes.some((found) => found.length > 0)
  );
}

/** Whether a component has a host that a domain completes. */
export const needsDomain = (...trees: readonly Tree[]): boolean =>
  trees.some((tree) =>
    Object.values(treeAt(tree, 'components')).some((component) => {
      const { hosts, routes } = component as Tree;
      return list(hosts).length > 0 || list(routes).some((route) => 'host' in (route as Tree));
    }),
  );

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
  'namespace',
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
  const over = mapped(treeAt(sound, 'dataStores'), (store, _, index) => {
    const part =
      donor.dataStores.map((parts) => parts[index] ?? {})[
        Object.keys(stores).indexOf(String(store['kind']))
      ] ?? {};
    const changed = kept(store, part, (whole) =>
      repairedStore(whole, production && 'backup' in whole),
    );
    const needs = production && lacksBackup(store) && !('backup' in changed);
    return needs ? { ...changed, backup: aBackup } : changed;
  });
  const isLike =
    (['kind', 'className'] as const).every((key) => names.routing[key] === donor.routing[key]) &&
    donor.routing['kind'] !== 'none';
  return {
    ...filled('components', components),
    ...filled('dataStores', over),
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

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function filled(key: string, tree: Tree): Tree {
  const parts = Object.fromEntries(
    Object.entries(tree).filter(([, part]) => Object.keys(part as Tree).length > 0),
  );
  return Object.keys(parts).length === 0 ? {} : { [key]: parts };
}
