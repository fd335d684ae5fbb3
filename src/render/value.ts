import { Commented } from './spec.ts';
import type { Value } from './spec.ts';

/** A value without its own comment; those further inside stay. */
export type BareValue = Exclude<Value, Commented>;

/** A map of values; an undefined one counts as absent. */
export type ValueMap = { readonly [key: string]: Value | undefined };

/** Takes the comment off a value. */
export function bare(value: Value): BareValue {
  return value instanceof Commented ? bare(value.value) : value;
}

/** The value as a map, if it is one. */
export function asMap(value: Value | undefined): ValueMap | undefined {
  if (value === undefined) return undefined;
  const plain = bare(value);
  return typeof plain === 'object' && plain !== null && !isList(plain) ? plain : undefined;
}

/** The value as a list, if it is one. */
export function asList(value: Value | undefined): readonly Value[] | undefined {
  if (value === undefined) return undefined;
  const plain = bare(value);
  return isList(plain) ? plain : undefined;
}

/** The entries of a map that have a value, in the map's own order. */
export function entriesOf(map: ValueMap): readonly (readonly [string, Value])[] {
  const entries: (readonly [string, Value])[] = [];
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (value !== undefined) entries.push([key, value]);
  }
  return entries;
}

/** The keys of a map that have a value, in the map's own order. */
export const keysOf = (map: ValueMap): readonly string[] => {
  const keys = Object.keys(map);
  return keys.every((key) => map[key] !== undefined)
    ? keys
    : keys.filter((key) => map[key] !== undefined);
};

/** The value under a key of the map's own. */
export function fieldOf(map: ValueMap, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Whether two values say the same; list order counts, key order and comments do not. */
export function same(one: Value | undefined, other: Value | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  const maps = [asMap(one), asMap(other)] as const;
  if (maps[0] !== undefined && maps[1] !== undefined) return sameMap(maps[0], maps[1]);
  const lists = [asList(one), asList(other)] as const;
  if (lists[0] !== undefined && lists[1] !== undefined) return sameList(lists[0], lists[1]);
  return bare(one) === bare(other);
}

/** What kind of value it is: a value of another type cannot be merged over it. */
export function typeOf(value: Value): 'map' | 'list' | 'string' | 'number' | 'boolean' | 'null' {
  const plain = bare(value);
  if (plain === null) return 'null';
  if (typeof plain === 'object') return isList(plain) ? 'list' : 'map';
  return typeof plain === 'string' ? 'string' : typeof plain === 'number' ? 'number' : 'boolean';
}

function isList(value: BareValue): value is readonly Value[] {
  return Array.isArray(value);
}

function sameMap(one: ValueMap, other: ValueMap): boolean {
  return (
    Object.keys(one).every((key) => same(one[key], fieldOf(other, key))) &&
    Object.keys(other).every((key) => other[key] === undefined || fieldOf(one, key) !== undefined)
  );
}

function sameList(one: readonly Value[], other: readonly Value[]): boolean {
  return one.length === other.length && one.every((item, index) => same(item, other[index]));
}
