import { asMap, entriesOf, type ValueMap } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import type { ValuePath } from '../chart-parts/template.ts';

/** A value and where it stands; without one, the maps on the way to it stand all the same. */
export type PlacedValue = readonly [path: ValuePath, value: Value | undefined];

/** Values in the maps that their paths name; what is placed later stands behind, and replaces what stands there. */
export function valueTree(placed: Iterable<PlacedValue>): ValueMap {
  const tree: Tree = new Map();
  for (const [path, value] of placed) place(tree, path, value);
  return mapOf(tree);
}

type Tree = Map<string, Tree | Value>;

function place(tree: Tree, path: ValuePath, value: Value | undefined): void {
  const key = path.at(-1) ?? '';
  let holder = tree;
  for (const step of path.slice(0, -1)) {
    const inner = treeOf(holder.get(step));
    holder.set(step, inner);
    holder = inner;
  }
  if (value !== undefined) holder.set(key, value);
}

/** What stands at a place, to put something into. */
const treeOf = (found: Tree | Value | undefined): Tree =>
  found instanceof Map ? found : new Map(entriesOf(asMap(found) ?? {}));

const mapOf = (tree: Tree): ValueMap =>
  Object.fromEntries(
    [...tree].map(([key, found]) => [key, found instanceof Map ? mapOf(found) : found]),
  );
