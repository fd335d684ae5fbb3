import { isDeepStrictEqual } from 'node:util';
import { isKept } from '../domain/keep.ts';
import { isMapping } from '../rendered/objects.ts';
import type { RenderedObject } from '../rendered/objects.ts';
import { handoverOf, type Handover } from './handover.ts';
import { isHidden, shownValue } from './shown-value.ts';

/** One field of an object before and after, as it may be shown. */
export interface FieldChange {
  /** `spec.template.spec.containers[server].image`. */
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** What happens to one object. */
export interface ObjectChange {
  readonly key: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly fields: readonly FieldChange[];
  /** Whether it stays in the cluster, although it is removed from git. */
  readonly stays: boolean;
  /** Where its pods are left to an autoscaler that has not acted yet. */
  readonly handover?: Handover | undefined;
}

type Objects = ReadonlyMap<string, RenderedObject>;

/** Every object that comes, goes or changes, by key. */
export function objectChanges(before: Objects, after: Objects): ObjectChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key) => changeOf(key, before.get(key), after.get(key)) ?? []);
}

function changeOf(
  key: string,
  before: RenderedObject | undefined,
  after: RenderedObject | undefined,
): ObjectChange | undefined {
  if (before === undefined) return { key, kind: 'added', fields: [], stays: false };
  if (after === undefined) return { key, kind: 'removed', fields: [], stays: staysOf(before) };
  const leaves = differences(before.fields, after.fields, []);
  if (leaves.length === 0) return undefined;
  const fields = leaves.map(({ path, old, wanted }): FieldChange => {
    const hidden = [before, after].some((object) => isHidden(object.fields, path));
    return {
      field: fieldOf(path),
      before: shownValue(old, hidden),
      after: shownValue(wanted, hidden),
    };
  });
  return { key, kind: 'changed', fields, stays: false, handover: handoverOf(before, after) };
}

function staysOf({ fields: { metadata } }: RenderedObject): boolean {
  const annotations = isMapping(metadata) ? metadata['annotations'] : undefined;
  return isMapping(annotations) && isKept(annotations);
}

interface Leaf {
  readonly path: readonly string[];
  readonly old: unknown;
  readonly wanted: unknown;
}

function differences(old: unknown, wanted: unknown, path: readonly string[]): Leaf[] {
  if (isDeepStrictEqual(old, wanted)) return [];
  const [one, other] = [partsOf(old), partsOf(wanted)];
  const isSameShape =
    one !== undefined && other !== undefined && Array.isArray(old) === Array.isArray(wanted);
  if (!isSameShape) return [{ path, old, wanted }];
  const found = [...new Set([...one.keys(), ...other.keys()])].flatMap((key) =>
    differences(one.get(key), other.get(key), [...path, key]),
  );
  // Lists that hold the same in another order differ all the same.
  return found.length === 0 ? [{ path, old, wanted }] : found;
}

/** The parts of a mapping by key, of a list by the names of its items or their places. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (isMapping(value)) return new Map(Object.entries(value));
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  const names = items.map((item) =>
    isMapping(item) && typeof item['name'] === 'string' ? item['name'] : undefined,
  );
  const isNamed = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return new Map(
    items.map((item, index) => [`[${isNamed ? String(names[index]) : String(index)}]`, item]),
  );
}

const fieldOf = (path: readonly string[]): string =>
  path.reduce((text, part) => {
    if (part.startsWith('[')) return text + part;
    if (!/^[\w$-]+$/.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
