import { posix } from 'node:path';
import { deliverable } from './repair-delivery.ts';
import { withFreeNames } from './repair-names.ts';
import { withMessaging } from './repair-messaging.ts';
import { treeAt, nonEmpty, type Names, mapped, defined } from './repair-trees.ts';
import { repairedComponent } from './repair-component.ts';
import { repairedStore } from './repair-store.ts';
import { environmentsOf, needsDomain } from './repair-environments.ts';

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
export function repaired(found: Tree, donors: readonly Donors[]): Tree {
  const given = inOneNamespace(found);
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
    tree['environments'] === undefined && !needsDomain(whole)
      ? withDefaultBackups(whole)
      : { ...whole, environments: environmentsOf(tree, whole, donors, names) },
  );
}

/** Nothing names a namespace of its own: those configs have a generator beside this. */
function inOneNamespace(tree: Tree): Tree {
  const without =
    (name: string) =>
    (one: Tree): Tree =>
      Object.fromEntries(Object.entries(one).filter(([key]) => key !== name));
  return {
    ...tree,
    ...(tree['components'] === undefined
      ? {}
      : { components: mapped(treeAt(tree, 'components'), without('namespace')) }),
    ...(tree['dataStores'] === undefined
      ? {}
      : { dataStores: mapped(treeAt(tree, 'dataStores'), without('namespace')) }),
    ...(tree['environments'] === undefined
      ? {}
      : { environments: mapped(treeAt(tree, 'environments'), without('namespaces')) }),
  };
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
    ...Object.values(components).flatMap((component) => foldersAskedForBy(component as Tree)),
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

/** Where a component is built, and what its image copies from there. */
function foldersAskedForBy(component: Tree): readonly string[] {
  const context = String(treeAt(component, 'build')['context'] ?? '.');
  const { copy = [] } = treeAt(component, 'runtime');
  return [context, ...(copy as string[]).map((path) => posix.join(context, path))];
}

/** The default environments have a production, so that the stores themselves must say how they are backed up. */
const withDefaultBackups = (tree: Tree): Tree =>
  tree['dataStores'] === undefined
    ? tree
    : {
        ...tree,
        dataStores: mapped(treeAt(tree, 'dataStores'), (store) => repairedStore(store, true)),
      };
