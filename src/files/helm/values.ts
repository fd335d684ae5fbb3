import { asMap, bare, entriesOf, fieldOf, same, type ValueMap } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import type { JsonSchema, Style } from '../../render/chart-value.ts';
import { valueTree, type PlacedValue } from './value-tree.ts';
import type { ValuePath } from '../chart-parts/template.ts';

/** A row of the value table: what it is called, and what it is in each environment (nothing where it plays no role). */
export interface NamedValue {
  readonly path: ValuePath;
  readonly style: Style;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly values: readonly (Value | undefined)[];
  /** What it is without an environment; nothing when only environments know. */
  readonly base: Value | undefined;
  /** Whether its absence says something: then only environments that have it say it. */
  readonly optional: boolean;
}

/** What stands in which file of values. */
export interface Layout {
  /** `values.yaml`. */
  readonly base: ValueMap;
  /** What is different, by environment. */
  readonly environments: readonly ValueMap[];
  /** Both together, as Helm merges them. */
  readonly merged: readonly ValueMap[];
}

/**
 * Lays values out over files: the config without overrides in one,
 * differences in those of the environments; never a null.
 */
export function laidOut(rows: readonly NamedValue[], environments: number): Layout {
  const shared = rows.map((row) => ({ path: row.path, values: row.values, base: baseOf(row) }));
  // A chart template looks through all maps on the way to a value, whether it is there or not.
  const base = valueTree(shared.map((row): PlacedValue => [row.path, row.base]));
  const differing = Array.from({ length: environments }, (_, index) =>
    valueTree(
      shared
        .map((row): PlacedValue => [row.path, differenceTo(row.base, row.values[index])])
        .filter(([, value]) => value !== undefined),
    ),
  );
  return {
    base,
    environments: differing,
    merged: differing.map((values) => mergeValues(base, values)),
  };
}

/** What `values.yaml` says of a row: no more than every environment can be laid over. */
export const baseOf = ({ base, values, optional }: NamedValue): Value | undefined =>
  optional ? undefined : sharedValue(base, values);

/**
 * What all say; else what the base says, or the first, without
 * what another lacks; nothing when they differ in kind.
 */
function sharedValue(
  base: Value | undefined,
  values: readonly (Value | undefined)[],
): Value | undefined {
  const said = values.filter((value) => value !== undefined);
  const [first, ...others] = [...(said.length > 0 && agree(said) ? [] : [base]), ...said].filter(
    (value) => value !== undefined,
  );
  const isMap = (value: Value): boolean => asMap(value) !== undefined;
  // A map cannot be laid over what is none.
  if (first === undefined || others.some((other) => isMap(other) !== isMap(first)))
    return undefined;
  const map = asMap(first);
  if (map === undefined) return bare(first);
  const [maps, bases] = [said.map((other) => asMap(other) ?? {}), asMap(base)];
  const kept = entriesOf(maps[0] ?? map).flatMap(([key]): [string, Value][] => {
    const [versions, own] = [
      maps.map((other) => fieldOf(other, key)),
      bases === undefined ? undefined : fieldOf(bases, key),
    ];
    // What overrides alone bring, each its own, is nobody's default.
    const isShared =
      versions.every((version) => version !== undefined) &&
      (bases === undefined || own !== undefined || agree(versions));
    const shared = isShared ? sharedValue(own, versions) : undefined;
    return shared === undefined ? [] : [[key, shared]];
  });
  return Object.fromEntries(kept);
}

const agree = ([first, ...others]: readonly Value[]): boolean =>
  others.every((other) => same(first, other));

/** What must be said after `base` was said. */
function differenceTo(base: Value | undefined, value: Value | undefined): Value | undefined {
  if (value === undefined || same(base, value)) return undefined;
  const [from, to] = [asMap(base), asMap(value)];
  if (from === undefined || to === undefined) return bare(value);
  return Object.fromEntries(
    entriesOf(to).flatMap(([key, inner]) => {
      const difference = differenceTo(fieldOf(from, key), inner);
      return difference === undefined ? [] : [[key, difference]];
    }),
  );
}

/** Values with one more at a path, if there is one. */
export function withValue(
  values: ValueMap,
  [key = '', ...rest]: ValuePath,
  value: Value | undefined,
): ValueMap {
  if (value === undefined) return values;
  return {
    ...values,
    [key]: rest.length === 0 ? value : withValue(asMap(fieldOf(values, key)) ?? {}, rest, value),
  };
}

/** As Helm lays one file of values on another. */
export function mergeValues(base: ValueMap, over: ValueMap): ValueMap {
  const entries = entriesOf(over).map(([key, value]): [string, Value] => {
    const [from, to] = [asMap(fieldOf(base, key)), asMap(value)];
    return [key, from !== undefined && to !== undefined ? mergeValues(from, to) : value];
  });
  return { ...base, ...Object.fromEntries(entries) };
}
