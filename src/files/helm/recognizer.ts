import { plainOf } from '../../render/render.ts';
import type { Value } from '../../render/spec.ts';
import { asMap, bare, entriesOf, type BareValue } from '../../render/value.ts';
import type { Expression } from '../chart-parts/template.ts';

/** What builders make of leaves, and the expression that makes the same of values. */
export interface Known {
  readonly value: Value | undefined;
  readonly expression: Expression;
}

/** Gives the expression of a value that is known. */
export type Recognizer = (value: BareValue) => Expression | undefined;

/** Recognizes values by their JSON, which is made of few: most have another shape than all that are known. */
export function recognizerOf(known: readonly Known[]): Recognizer {
  const expressions = new Map<string, Expression>();
  const shapes = new Set<unknown>();
  for (const { value, expression } of known) {
    if (value === undefined) continue;
    expressions.set(jsonOf(value), expression);
    shapes.add(shapeOf(bare(value)));
  }
  return (value) => (shapes.has(shapeOf(value)) ? expressions.get(jsonOf(value)) : undefined);
}

const jsonOf = (value: Value): string => JSON.stringify(plainOf(value));

/** What is the same for values that are the same, and seldom for others. */
function shapeOf(value: BareValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const map = asMap(value);
  if (map === undefined) return `${Array.isArray(value) ? value.length : 0} items`;
  const entries = entriesOf(map);
  return `${entries.length} keys from ${entries[0]?.[0] ?? ''}`;
}
