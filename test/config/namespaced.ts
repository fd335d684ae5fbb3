import { tryParse } from '../../src/config/parse/parse.ts';
import type { Config } from '../../src/config/config.ts';
import type { ConfigInput } from '../../src/config/schema/schema.ts';
import { namedNamespaces } from '../../src/config/namespaces.ts';
import { accepted } from './arbitrary.ts';
import type { Tree } from './repair.ts';
import { mapped, treeAt } from './repair-trees.ts';

/** Random configs whose components and stores are spread over namespaces: those that the rules let be spread. */
export function spread(
  runs: number,
  seed: number,
): readonly { readonly input: ConfigInput; readonly config: Config }[] {
  const found: { input: ConfigInput; config: Config }[] = [];
  for (let round = 0; found.length < runs && round < 20; round += 1)
    for (const { input } of accepted(Math.max(20, runs), seed + round).configs) {
      const changed = overNamespaces(input) as ConfigInput;
      const outcome = tryParse(changed);
      if ('config' in outcome && namedNamespaces(outcome.config).length > 0 && found.length < runs)
        found.push({ input: changed, config: outcome.config });
    }
  return found;
}

const keys = ['data', 'edge'];

/** The first component stays in the namespace of its environment; the others and the stores go elsewhere in turn. */
function overNamespaces(tree: Tree): Tree {
  const { secrets: _secrets, infrastructure: _infrastructure, ...kept } = tree;
  const components = mapped(treeAt(tree, 'components'), (component, _, index) =>
    index === 0 ? component : { ...component, namespace: keys[index % keys.length] },
  );
  const stores = mapped(treeAt(tree, 'dataStores'), (store, _, index) =>
    index === 2 || store['kind'] === 'external'
      ? store
      : { ...store, namespace: keys[index % keys.length] },
  );
  const used = new Set(
    [...Object.values(components), ...Object.values(stores)].flatMap(
      (one) => (one as Tree)['namespace'] ?? [],
    ),
  );
  const environments = mapped(treeAt(tree, 'environments'), (environment, _, index) => ({
    ...environment,
    namespaces: Object.fromEntries(
      [...used].map((key) => [
        key,
        index === 0 ? `${String(key)}-first` : `${String(key)}-${index}`,
      ]),
    ),
  }));
  const packaging = treeAt(tree, 'packaging');
  return {
    ...kept,
    components,
    ...(tree['dataStores'] === undefined ? {} : { dataStores: stores }),
    ...(tree['environments'] === undefined ? {} : { environments }),
    ...(packaging['kind'] === 'helm'
      ? { packaging: { ...packaging, layout: 'per-component' } }
      : {}),
  };
}
