import { InternalError } from '../../errors.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import type { Value } from '../../render/spec.ts';
import { fieldSchema, itemKey, schemaAt } from './merge-keys.ts';
import type { MergeSchema } from './merge-keys.ts';
import { asList, asMap, entriesOf, fieldOf, typeOf } from '../../render/value.ts';
import type { ValueMap } from '../../render/value.ts';

/** What kustomize makes of an object and a strategic-merge patch for it, list order included. */
export function applyPatch(object: KubernetesObject, patch: KubernetesObject): KubernetesObject {
  const {
    apiVersion,
    kind,
    metadata: { name },
  } = object;
  const merged = mergedFields(object, patch, schemaAt(object));
  return { ...merged, apiVersion, kind, metadata: { ...asMap(merged.metadata), name } };
}

function mergedFields(onto: ValueMap, patch: ValueMap, schema: MergeSchema | undefined): ValueMap {
  const result = new Map(entriesOf(onto));
  for (const [key, value] of entriesOf(patch)) {
    const before = fieldOf(onto, key);
    if (typeOf(value) === 'null') result.delete(key);
    else
      result.set(
        key,
        before === undefined
          ? withoutDirective(value)
          : mergedValue(before, value, fieldSchema(schema, key)),
      );
  }
  return Object.fromEntries(result);
}

function mergedValue(onto: Value, patch: Value, inherited: MergeSchema | undefined): Value {
  const schema = schemaAt(onto, inherited);
  if (typeOf(onto) !== typeOf(patch))
    throw new InternalError(`kustomize cannot merge ${typeOf(patch)} over ${typeOf(onto)}`);
  const [map, mapPatch] = [asMap(onto), asMap(patch)];
  if (map !== undefined && mapPatch !== undefined) {
    return isReplacing(mapPatch) ? withoutDirective(mapPatch) : mergedFields(map, mapPatch, schema);
  }
  const [list, listPatch] = [asList(onto), asList(patch)];
  if (list === undefined || listPatch === undefined || schema?.keys === undefined) return patch;
  return listPatch.some(isReplacing)
    ? withoutDirective(listPatch)
    : mergedList(list, listPatch, schema);
}

function mergedList(
  onto: readonly Value[],
  patch: readonly Value[],
  { keys = [], items }: MergeSchema,
): readonly Value[] {
  const keyOf = (item: Value): string =>
    keys.length === 0 ? JSON.stringify(item) : itemKey(asMap(item) ?? {}, keys);
  const old = new Map(onto.map((item) => [keyOf(item), item]));
  const named = new Map(
    patch.map((item) => [keyOf(item), mergedItem(old.get(keyOf(item)), item, items)]),
  );
  if (keys.length <= 1)
    return [...named.values(), ...onto.filter((item) => !named.has(keyOf(item)))];
  const fresh = patch.filter((item) => !old.has(keyOf(item)));
  return [...fresh, ...onto.map((item) => named.get(keyOf(item)) ?? item)];
}

function mergedItem(onto: Value | undefined, patch: Value, schema: MergeSchema | undefined): Value {
  const [map, mapPatch] = [asMap(onto), asMap(patch)];
  return map === undefined || mapPatch === undefined ? patch : mergedFields(map, mapPatch, schema);
}

function isReplacing(value: Value): boolean {
  return asMap(value)?.$patch === 'replace';
}

function withoutDirective(value: Value): Value {
  const list = asList(value);
  if (list !== undefined) return list.filter((item) => !isReplacing(item));
  const map = asMap(value);
  return map === undefined
    ? value
    : Object.fromEntries(entriesOf(map).filter(([key]) => key !== '$patch'));
}
