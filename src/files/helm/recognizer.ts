import { plainOf } from '../../render/render.ts';
import type { Value } from '../../render/spec.ts';
import { asList, asMap, bare, keysOf, type BareValue } from '../../render/value.ts';
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
  const scalars = new Map<BareValue, Expression>();
  const structures = new Map<string, Expression>();
  const shapes = new Map<string, Set<number>>();
  for (const { value, expression } of known) {
    const plain = value === undefined ? undefined : bare(value);
    if (plain === undefined) continue;
    if (isScalar(plain)) scalars.set(plain, expression);
    else {
      const [kind, size] = shapeOf(plain);
      shapes.set(kind, (shapes.get(kind) ?? new Set()).add(size));
      structures.set(jsonOf(plain), expression);
    }
  }
  return (value) => {
    if (isScalar(value)) return scalars.get(value);
    if (shapes.size === 0) return undefined;
    const [kind, size] = shapeOf(value);
    return shapes.get(kind)?.has(size) === true ? structures.get(jsonOf(value)) : undefined;
  };
}

const isScalar = (value: BareValue): boolean => typeof value !== 'object' || value === null;

const jsonOf = (value: BareValue): string => JSON.stringify(plainOf(value));

/** What is the same for structures that are the same, and seldom for others: a first key, and how many there are. */
function shapeOf(value: BareValue): readonly [string, number] {
  const list = asList(value);
  if (list !== undefined) return ['[]', list.length];
  const keys = keysOf(asMap(value) ?? {});
  return [keys[0] ?? '', keys.length];
}
