import { Commented } from '../../render/spec.ts';
import type { Value } from '../../render/spec.ts';
import type { Difference } from './difference.ts';
import { itemKey } from './merge-keys.ts';
import { asMap, bare, fieldOf } from '../../render/value.ts';
import type { ValueMap } from '../../render/value.ts';

/** How the items of a merged list are told apart and compared. */
export interface KeyedItems {
  readonly keys: readonly string[];
  readonly itemDifference: (from: ValueMap, to: ValueMap) => Difference<ValueMap>;
}

/** One item of the wanted list: what the patch says of it, and where the base has it. */
interface Step {
  readonly item: ValueMap;
  readonly patch: ValueMap | undefined;
  readonly position: number | undefined;
}

/** The patch between two lists that kustomize merges by key; their order counts. */
export function listDifference(
  from: readonly Value[],
  to: readonly Value[],
  items: KeyedItems,
): Difference<readonly Value[]> {
  const steps = stepsOf(from, to, items);
  if (steps === undefined) return replacement(to);
  if (steps.every(({ patch, position }, index) => patch === undefined && position === index))
    return { kind: 'same' };
  const patch =
    items.keys.length === 1 ? patchInOrder(steps, items.keys) : patchWithNewFirst(steps);
  return patch === undefined ? replacement(to) : { kind: 'patch', patch };
}

function stepsOf(
  from: readonly Value[],
  to: readonly Value[],
  { keys, itemDifference }: KeyedItems,
): readonly Step[] | undefined {
  const [before, after] = [from.map(asMap), to.map(asMap)];
  const keyOf = (item: ValueMap | undefined): string =>
    item === undefined ? '' : itemKey(item, keys);
  const positions = new Map(before.map((item, index) => [keyOf(item), index]));
  const wanted = new Set(after.map(keyOf));
  if (before.some((item) => !wanted.has(keyOf(item)))) return undefined;
  const steps: Step[] = [];
  for (const item of after) {
    const position = positions.get(keyOf(item));
    const old = position === undefined ? undefined : before[position];
    if (item === undefined) return undefined;
    const difference: Difference<ValueMap> =
      old === undefined ? { kind: 'patch', patch: item } : itemDifference(old, item);
    if (difference.kind === 'impossible') return undefined;
    const patch =
      difference.kind === 'same' ? undefined : { ...keysOf(item, keys), ...difference.patch };
    steps.push({ item, patch, position });
  }
  return steps;
}

/**
 * With one key, kustomize puts the items of a patch first, then
 * what is left of the base: say all up to where that is right.
 */
function patchInOrder(steps: readonly Step[], keys: readonly string[]): readonly Value[] {
  const last = steps.findLastIndex(
    ({ patch, position }, index) => patch !== undefined || precedes(steps[index + 1], position),
  );
  return steps.slice(0, last + 1).map(({ item, patch }) => patch ?? placeholder(item, keys));
}

/** With several keys, kustomize puts new items first and leaves the others where the base has them. */
function patchWithNewFirst(steps: readonly Step[]): readonly Value[] | undefined {
  const known = steps.findIndex(({ position }) => position !== undefined);
  const old = known === -1 ? [] : steps.slice(known);
  const inOrder = old.every(
    ({ position }, index) => position !== undefined && !precedes(old[index + 1], position),
  );
  return inOrder ? steps.flatMap(({ patch }) => (patch === undefined ? [] : [patch])) : undefined;
}

function precedes(next: Step | undefined, position: number | undefined): boolean {
  return position !== undefined && next?.position !== undefined && next.position < position;
}

function replacement(to: readonly Value[]): Difference<readonly Value[]> {
  return { kind: 'patch', patch: [...to, { $patch: 'replace' }] };
}

function keysOf(item: ValueMap, keys: readonly string[]): ValueMap {
  return Object.fromEntries(keys.map((key) => [key, fieldOf(item, key)]));
}

function placeholder(item: ValueMap, keys: readonly string[]): ValueMap {
  return Object.fromEntries(
    keys.map((key) => [
      key,
      new Commented(bare(fieldOf(item, key) ?? null), { after: 'keeps its place' }),
    ]),
  );
}
