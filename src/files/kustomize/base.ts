import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import type { Value } from '../../render/spec.ts';
import { fieldSchema, itemKey, schemaAt } from './merge-keys.ts';
import type { MergeSchema } from './merge-keys.ts';
import { asList, asMap, entriesOf, fieldOf, typeOf } from '../../render/value.ts';
import type { ValueMap } from '../../render/value.ts';

/**
 * What all versions of an object have, with the values of the first
 * one: valid by itself, and overlays only add or override.
 */
export function commonObject(
  first: KubernetesObject,
  others: readonly KubernetesObject[],
): KubernetesObject {
  const { apiVersion, kind, metadata } = first;
  const common = commonMap(first, others, schemaAt(first));
  const { name } = metadata;
  return { apiVersion, kind, ...common, metadata: { name, ...asMap(common.metadata) } };
}

function commonMap(
  first: ValueMap,
  others: readonly ValueMap[],
  schema: MergeSchema | undefined,
): ValueMap {
  return Object.fromEntries(
    entriesOf(first).flatMap(([key, value]) => {
      const values = others
        .map((other) => fieldOf(other, key))
        .filter((other) => other !== undefined);
      const kept =
        values.length === others.length
          ? commonValue(value, values, fieldSchema(schema, key))
          : undefined;
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

function commonValue(
  first: Value,
  others: readonly Value[],
  inherited: MergeSchema | undefined,
): Value | undefined {
  const schema = schemaAt(first, inherited);
  const map = asMap(first);
  const maps = others.map(asMap).filter((other) => other !== undefined);
  if (map !== undefined && maps.length === others.length) {
    const common = commonMap(map, maps, schema);
    // An empty map that no environment has would say something that nobody said.
    return entriesOf(common).length > 0 ||
      [map, ...maps].some((each) => entriesOf(each).length === 0)
      ? common
      : undefined;
  }
  const list = asList(first);
  const lists = others.map(asList).filter((other) => other !== undefined);
  if (
    list !== undefined &&
    lists.length === others.length &&
    schema?.keys !== undefined &&
    schema.keys.length > 0
  ) {
    const common = commonItems(list, lists, schema);
    return common.length > 0 || [list, ...lists].some((each) => each.length === 0)
      ? common
      : undefined;
  }
  return first;
}

function commonItems(
  first: readonly Value[],
  others: readonly (readonly Value[])[],
  schema: MergeSchema,
): readonly Value[] {
  return first.flatMap((item) => {
    const map = asMap(item);
    if (map === undefined) return [];
    const found = others
      .map((list) => itemLike(map, list, schema))
      .filter((other) => other !== undefined);
    if (found.length < others.length) return [];
    if (schema.partial === true) return [commonMap(map, found, schema.items)];
    return found.every((other) => sameShape(map, other)) ? [item] : [];
  });
}

function itemLike(
  item: ValueMap,
  list: readonly Value[],
  { keys = [] }: MergeSchema,
): ValueMap | undefined {
  return list
    .map(asMap)
    .find((other) => other !== undefined && itemKey(other, keys) === itemKey(item, keys));
}

/** The same keys with values of the same types: such an item is overridden without deleting anything. */
function sameShape(one: Value, other: Value): boolean {
  const [map, otherMap] = [asMap(one), asMap(other)];
  if (map === undefined || otherMap === undefined) return typeOf(one) === typeOf(other);
  const entries = entriesOf(map);
  return (
    entries.length === entriesOf(otherMap).length &&
    entries.every(([key, value]) => {
      const otherValue = fieldOf(otherMap, key);
      return otherValue !== undefined && sameShape(value, otherValue);
    })
  );
}
