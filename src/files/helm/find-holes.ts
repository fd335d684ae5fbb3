import { InternalError } from '../../errors.ts';
import type { EnvironmentPlan } from '../../plan/plan.ts';
import { asMap, bare, entriesOf, type BareValue } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import type { Token } from '../../render/chart-value.ts';
import type { Form, Leaf, Part } from '../chart-parts/leaf.ts';
import { templateOf } from '../chart-parts/part-values.ts';
import {
  elementOf,
  expressionsOf,
  isElement,
  valueOf,
  type Expression,
  type Template,
} from '../chart-parts/template.ts';
import { recognizerOf, type Recognizer } from './recognizer.ts';

/** What stands in for a leaf while builders are probed; `mark` is a number that the plan says nowhere. */
export const tokenOf = (index: number, mark: number): Token => ({
  number: mark * 100_000 + index,
  text: `t${mark * 100_000 + index}`,
});

/** Makes a template of an object in a part of the model, which is named with the parts around it. */
export type HoleFinder = (object: Value, path: readonly string[]) => Template;

/** Finds what builders make of leaves that are tokens, in an environment and its variations. */
export function holeFinderOf(
  { leaves, constants, forms }: Pick<Part, 'leaves' | 'constants' | 'forms'>,
  mark: number,
): (variation: EnvironmentPlan) => HoleFinder {
  const everywhere = recognizerOf([
    ...leaves.map((leaf, index) => ({
      value: leaf.sentinel(tokenOf(index, mark)),
      expression: readingOf(leaf),
    })),
    ...constants,
  ]);
  const formsOf = byPart(forms);
  return (variation) => {
    const recognizers = new Map<string, Recognizer>();
    const recognizerIn = (part: string): Recognizer => {
      const known =
        recognizers.get(part) ??
        recognizerOf(
          (formsOf.get(part) ?? []).map(({ found, expression }) => ({
            value: found(variation),
            expression,
          })),
        );
      recognizers.set(part, known);
      return known;
    };
    return (object, path) => {
      const known = [...[...path, ''].map(recognizerIn), everywhere];
      return holesIn(object, { ...tokensOf(leaves, mark), known });
    };
  };
}

function byPart(forms: readonly Form[]): ReadonlyMap<string, readonly Form[]> {
  const found = new Map<string, Form[]>();
  for (const form of forms) {
    const { part = '' } = form;
    found.set(part, [...(found.get(part) ?? []), form]);
  }
  return found;
}

const readingOf = ({ expression, path, style }: Leaf): Expression =>
  expression ?? valueOf(path, style);

interface Tokens {
  readonly leaves: readonly Leaf[];
  readonly mark: number;
  readonly said: string;
  readonly pattern: RegExp;
}

interface Finder extends Tokens {
  readonly known: readonly Recognizer[];
}

const tokensOf = (leaves: readonly Leaf[], mark: number): Tokens => ({
  leaves,
  mark,
  said: String(mark),
  pattern: new RegExp(`(-?t?${mark}[0-9]{5})`),
});

function holesIn(value: Value, find: Finder): Template {
  const plain = bare(value);
  const expression = recognized(plain, find);
  if (expression !== undefined) return { kind: 'hole', expression };
  if (typeof plain === 'number') return numberHole(plain, find);
  if (typeof plain === 'string') return textHoles(plain, find);
  const map = asMap(plain);
  if (map !== undefined)
    return {
      kind: 'map',
      entries: entriesOf(map).map(([key, inner]) => ({
        key,
        node: holesIn(inner, find),
        when: [],
      })),
    };
  return Array.isArray(plain)
    ? listOf(plain.map((inner: Value) => holesIn(inner, find)))
    : templateOf(plain);
}

function recognized(value: BareValue, { known }: Finder): Expression | undefined {
  for (const recognize of known) {
    const expression = recognize(value);
    if (expression !== undefined) return expression;
  }
  return undefined;
}

/** A list; one item in which the element of a list leaf turned up stands for as many as that list has. */
function listOf(nodes: readonly Template[]): Template {
  const [item] = nodes;
  const element =
    item === undefined || nodes.length > 1 ? undefined : expressionsOf(item).find(isElement);
  if (item === undefined || element === undefined)
    return { kind: 'list', items: nodes.map((node) => ({ node, when: [] })) };
  if (!expressionsOf(item).every(isElement))
    throw new InternalError(
      'an item that is repeated for each element of a list reads other values too',
    );
  return { kind: 'each', over: valueOf(element.uses[0] ?? [], 'structure'), item };
}

function numberHole(value: number, { leaves, mark }: Tokens): Template {
  const leaf = leaves[Math.abs(value) - mark * 100_000];
  return leaf === undefined ? templateOf(value) : { kind: 'hole', expression: readingOf(leaf) };
}

function textHoles(value: string, { leaves, said, pattern }: Tokens): Template {
  if (!value.includes(said)) return templateOf(value);
  const parts = value
    .split(pattern)
    .map((part, index) => [part, index] as const)
    .filter(([part]) => part !== '')
    .map(([part, index]) => {
      // What the pattern matches stands between the rest.
      const leaf = index % 2 === 1 ? leaves[Number(part.slice(-5))] : undefined;
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
