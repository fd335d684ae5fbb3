import { bytesOf, millicores } from '../../src/domain/quantities.ts';
import { lacksBackup } from './store-in.ts';
import type { Tree } from './repair.ts';
import { treeAt } from './repair-trees.ts';

export function repairedStore(store: Tree, production: boolean): Tree {
  const backed = production && lacksBackup(store) ? { backup: aBackup } : {};
  return {
    ...store,
    ...backed,
    ...(store['resources'] === undefined
      ? {}
      : { resources: coveredResources(treeAt(store, 'resources')) }),
  };
}

export const aBackup = { kind: 'object-store', destination: 's3://backups/here' };

export function coveredResources(resources: Tree): Tree {
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
