import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import type { Value } from '../../render/spec.ts';
import type { Difference } from './difference.ts';
import { listDifference } from './list-difference.ts';
import { fieldSchema, schemaAt } from './merge-keys.ts';
import type { MergeSchema } from './merge-keys.ts';
import { asList, asMap, bare, entriesOf, fieldOf, same, typeOf } from '../../render/value.ts';
import type { ValueMap } from '../../render/value.ts';

/** The strategic-merge patch, by name, that turns one object into another of the same kind and name. */
export function objectDifference(
  from: KubernetesObject,
  to: KubernetesObject,
): Difference<KubernetesObject> {
  const difference = mapDifference(from, to, schemaAt(from));
  if (difference.kind !== 'patch') return difference;
  const {
    apiVersion,
    kind,
    metadata: { name, namespace },
  } = to;
  const metadata = asMap(difference.patch.metadata) ?? {};
  // kustomize keeps its own notes in the annotations of an object while it builds.
  if (
    fieldOf(metadata, '$patch') !== undefined ||
    asMap(metadata.annotations)?.$patch !== undefined
  )
    return { kind: 'impossible' };
  const named = { name, ...(namespace === undefined ? {} : { namespace }), ...metadata };
  return { kind: 'patch', patch: { apiVersion, kind, ...difference.patch, metadata: named } };
}

/** The patch between two maps, without replacing them as a whole: kustomize ignores that for objects and list items. */
export function mapDifference(
  from: ValueMap,
  to: ValueMap,
  schema: MergeSchema | undefined,
): Difference<ValueMap> {
  const patch: [string, Value][] = entriesOf(from)
    .filter(([key]) => fieldOf(to, key) === undefined)
    .map(([key]) => [key, null]);
  for (const [key, value] of entriesOf(to)) {
    const before = fieldOf(from, key);
    if (before === undefined && !isSafeKey(key)) return { kind: 'impossible' };
    const difference =
      before === undefined
        ? addition(value)
        : fieldDifference(before, value, fieldSchema(schema, key));
    if (difference.kind === 'impossible') return difference;
    if (difference.kind === 'patch') patch.push([key, difference.patch]);
  }
  return patch.length === 0
    ? { kind: 'same' }
    : { kind: 'patch', patch: Object.fromEntries(patch) };
}

function addition(value: Value): Difference {
  return { kind: 'patch', patch: value };
}

function fieldDifference(from: Value, to: Value, inherited: MergeSchema | undefined): Difference {
  const schema = schemaAt(from, inherited);
  const [fromMap, toMap] = [asMap(from), asMap(to)];
  if (fromMap !== undefined && toMap !== undefined) {
    const difference = mapDifference(fromMap, toMap, schema);
    return difference.kind === 'impossible'
      ? { kind: 'patch', patch: { $patch: 'replace', ...toMap } }
      : difference;
  }
  const [fromList, toList] = [asList(from), asList(to)];
  if (
    fromList !== undefined &&
    toList !== undefined &&
    schema?.keys !== undefined &&
    schema.keys.length > 0
  ) {
    return listDifference(fromList, toList, {
      keys: schema.keys,
      itemDifference: (one, other) => mapDifference(one, other, schema.items),
    });
  }
  if (same(from, to)) return { kind: 'same' };
  return isOverridable(from, to) ? { kind: 'patch', patch: to } : { kind: 'impossible' };
}

/**
 * kustomize writes the new value in the style of the old: a number
 * over a string becomes a string, a tab breaks a block of lines.
 */
function isOverridable(from: Value, to: Value): boolean {
  if (typeOf(from) !== typeOf(to) || bare(to) === null) return false;
  const [before, after] = [String(bare(from)), String(bare(to))];
  return !(/^\s*\t/.test(after) && (before.includes('\n') || after.includes('\n')));
}

/** kustomize 4 drops the quotes of a key that a patch adds; these would not be read back as text. */
function isSafeKey(key: string): boolean {
  return /^[A-Za-z_]/.test(key) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(key);
}
