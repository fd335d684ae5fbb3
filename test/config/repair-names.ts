import { objectNameOf } from '../../src/domain/names.ts';
import { storeIn } from './store-in.ts';
import type { Tree } from './repair.ts';

/** Names that random configs share by chance are made different where one object or secret can have only one owner. */
export function withFreeNames(tree: Tree): Tree {
  const components = treeAt(tree, 'components');
  const objects = new Set<unknown>();
  const named = mapped(components, (component, key) => {
    const { objectName = objectNameOf(String(tree['name']), key, Object.keys(components).length) } =
      component;
    const free = objects.has(objectName) ? { objectName: `free-${key}`.slice(0, 40) } : {};
    objects.add(objectName);
    return { ...component, ...free };
  });
  const { pullSecret = 'registry-credentials' } = treeAt(tree, 'registry');
  const secrets = new Set<unknown>([pullSecret]);
  const stores = mapped(treeAt(tree, 'dataStores'), (store, key, index) => {
    const { kind, config } = storeIn(store);
    const all = kind.objectNames(key, config);
    const own = kind.secretNames(key, config).filter(({ isCredentials }) => isCredentials);
    const free = {
      ...(all.some((name) => objects.has(name)) ? { objectName: `store-${index}` } : {}),
      ...(own.some(({ name }) => secrets.has(name)) ? { secretName: `store-${index}-secret` } : {}),
    };
    for (const name of all) objects.add(name);
    for (const { name } of own) secrets.add(name);
    return { ...store, ...free };
  });
  const away = (holder: Tree, key: string): Tree =>
    secrets.has(holder[key]) ? { ...holder, [key]: 'free-secret' } : holder;
  const within = (holder: Tree, key: string, inner: string): Tree =>
    isTree(holder[key]) ? { ...holder, [key]: away(treeAt(holder, key), inner) } : holder;
  return {
    ...tree,
    components: mapped(named, (component) =>
      isTree(component['secretEnv'])
        ? {
            ...component,
            secretEnv: mapped(treeAt(component, 'secretEnv'), (source) =>
              source['secret'] === pullSecret ? away(source, 'secret') : source,
            ),
          }
        : component,
    ),
    ...(tree['dataStores'] === undefined
      ? {}
      : {
          dataStores: mapped(stores, (store, key) => {
            const { kind, config } = storeIn(store);
            return kind
              .secretNames(key, config)
              .filter(({ isCredentials }) => !isCredentials)
              .map(({ at }) => at.split('.'))
              .reduce((changed, [holder = '', name = '']) => within(changed, holder, name), store);
          }),
        }),
    ...(isTree(tree['messaging'])
      ? { messaging: within(treeAt(tree, 'messaging'), 'broker', 'secret') }
      : {}),
    ...(isTree(tree['monitoring'])
      ? { monitoring: within(treeAt(tree, 'monitoring'), 'slack', 'secret') }
      : {}),
  };
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const treeAt = (tree: Tree, key: string): Tree => (isTree(tree[key]) ? tree[key] : {});
const mapped = (tree: Tree, change: (value: Tree, key: string, index: number) => Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value], index) => [key, change(value as Tree, key, index)]),
  );
