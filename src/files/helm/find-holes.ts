import { InternalError } from '../../errors.ts';
import { isAlike } from '../../render/alike.ts';
import {
  asList,
  asMap,
  bare,
  entriesOf,
  fieldOf,
  type BareValue,
  type ValueMap,
} from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import type { Token } from '../../render/chart-value.ts';
import type { Leaf } from '../chart-parts/leaf.ts';
import { templateOf } from '../chart-parts/part-values.ts';
import {
  elementOf,
  expressionsOf,
  isElement,
  valueOf,
  type Entry,
  type Expression,
  type Item,
  type Template,
} from '../chart-parts/template.ts';
import type { Recognizer } from './recognizer.ts';

/** What stands in for a leaf while builders are probed; `mark` is a number that the plan says nowhere. */
export const tokenOf = (index: number, mark: number): Token => ({
  number: mark * 100_000 + index,
  text: `t${mark * 100_000 + index}`,
});

/** What tells the traces of leaves: their tokens, and what builders make of them as a whole. */
export interface Traces {
  readonly leaves: readonly Leaf[];
  readonly mark: number;
  /** The first that knows a value counts. */
  readonly known: readonly Recognizer[];
}

/** A value and the template that was made of it. */
export interface Made {
  readonly value: Value;
  readonly template: Template;
}

/**
 * Makes a template of a value: a hole wherever a leaf left a trace. Whatever in it is as it
 * was before is not gone through again: its template is one and the same.
 */
export function holesIn(value: Value, traces: Traces, before?: Made): Template {
  if (before !== undefined && isAlike(value, before.value)) return before.template;
  const plain = bare(value);
  const expression = recognized(plain, traces);
  if (expression !== undefined) return { kind: 'hole', expression };
  if (typeof plain === 'number') return numberHole(plain, traces);
  if (typeof plain === 'string') return textHoles(plain, traces);
  const [map, list] = [asMap(plain), asList(plain)];
  if (map !== undefined) return { kind: 'map', entries: entriesIn(map, traces, before) };
  return list === undefined ? templateOf(plain) : listOf(itemsIn(list, traces, before));
}

function recognized(value: BareValue, { known }: Traces): Expression | undefined {
  for (const recognize of known) {
    const expression = recognize(value);
    if (expression !== undefined) return expression;
  }
  return undefined;
}

/** The expression that reads a leaf. */
export const readingOf = ({ expression, path, style }: Leaf): Expression =>
  expression ?? valueOf(path, style);

function entriesIn(map: ValueMap, traces: Traces, before: Made | undefined): readonly Entry[] {
  const values = asMap(before?.value) ?? {};
  const known = before?.template.kind === 'map' ? before.template.entries : [];
  return entriesOf(map).map(([key, value], index): Entry => {
    const entry = known[index]?.key === key ? known[index] : known.find((one) => one.key === key);
    const made = madeOf(fieldOf(values, key), entry?.node);
    const node = holesIn(value, traces, made);
    return entry?.node === node ? entry : { key, node, when: [] };
  });
}

function itemsIn(
  list: readonly Value[],
  traces: Traces,
  before: Made | undefined,
): readonly Item[] {
  const values = asList(before?.value) ?? [];
  const known = before?.template.kind === 'list' ? before.template.items : [];
  return counterparts(list, values).map((place, index): Item => {
    const value = list[index] ?? null;
    if (place === undefined) return { node: holesIn(value, traces), when: [] };
    const item = known[place];
    const node = holesIn(value, traces, madeOf(values[place], item?.node));
    return item?.node === node ? item : { node, when: [] };
  });
}

const madeOf = (value: Value | undefined, template: Template | undefined): Made | undefined =>
  value === undefined || template === undefined ? undefined : { value, template };

/** By item of a list, where it was before: at the same place, or, where some came or went, wherever one is alike. */
function counterparts(
  list: readonly Value[],
  before: readonly Value[],
): readonly (number | undefined)[] {
  if (list.length === before.length) return list.map((_, index) => index);
  const gone = before.length - list.length;
  let next = 0;
  return list.map((item, index) => {
    const last = index + Math.max(0, gone);
    for (let place = Math.max(next, index + Math.min(0, gone)); place <= last; place += 1) {
      if (!isAlike(item, before[place])) continue;
      next = place + 1;
      return place;
    }
    return undefined;
  });
}

/** A list; one item in which the element of a list leaf turned up stands for as many as that list has. */
function listOf(items: readonly Item[]): Template {
  const [item] = items;
  const only = items.length === 1 && item !== undefined ? expressionsOf(item.node) : [];
  const element = only.find(isElement);
  if (item === undefined || element === undefined) return { kind: 'list', items };
  if (!only.every(isElement))
    throw new InternalError(
      'an item that is repeated for each element of a list reads other values too',
    );
  return { kind: 'each', over: valueOf(element.uses[0] ?? [], 'structure'), item: item.node };
}

function numberHole(value: number, { leaves, mark }: Traces): Template {
  const leaf = leaves[Math.abs(value) - mark * 100_000];
  return leaf === undefined ? templateOf(value) : { kind: 'hole', expression: readingOf(leaf) };
}

function textHoles(value: string, { leaves, mark }: Traces): Template {
  if (!value.includes(String(mark))) return templateOf(value);
  const parts = value
    .split(new RegExp(`(-?t?${mark}[0-9]{5})`))
    .filter((part) => part !== '')
    .map((part) => {
      const leaf = new RegExp(`^-?t?${mark}[0-9]{5}$`).test(part)
        ? leaves[Number(part.slice(-5))]
        : undefined;
      if (leaf === undefined) return part;
      return Array.isArray(leaf.sentinel({ text: '', number: 0 }))
        ? elementOf(leaf.path)
        : readingOf(leaf);
    });
  const [first] = parts;
  if (parts.every((part) => typeof part === 'string')) return templateOf(value);
  return parts.length === 1 &&
    first !== undefined &&
    typeof first !== 'string' &&
    first.style === 'text'
    ? { kind: 'hole', expression: first }
    : { kind: 'text', parts };
}
