import { stores, type StoreKind } from '../../src/stores/index.ts';
import type { Store, StoreConfig } from '../../src/stores/store.ts';
import type { Tree } from './repair.ts';

/** A store of a random config: its kind, and the config as that completes it. */
export interface StoreIn {
  readonly kind: Store;
  readonly config: StoreConfig;
}

/** Asks the kind of a store what it makes of it. */
export function storeIn(tree: Tree): StoreIn {
  const kind: Store = stores[tree['kind'] as StoreKind];
  return { kind, config: kind.schema.parse(tree) };
}

/** Whether production asks for backups of it. */
export const lacksBackup = (tree: Tree): boolean => {
  const { kind, config } = storeIn(tree);
  return kind
    .rules('store', config, { name: 'prod', production: true })
    .some(({ path }) => path.endsWith('.backup'));
};
