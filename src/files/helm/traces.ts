import type { EnvironmentPlan } from '../../plan/plan.ts';
import { plainOf } from '../../render/render.ts';
import type { Form, Part } from '../chart-parts/leaf.ts';
import { readingOf, tokenOf, type Traces } from './find-holes.ts';
import { recognizerOf, type Recognizer } from './recognizer.ts';

/** The traces of leaves in the objects of a part of the model, which is named with the parts around it. */
export type TracesIn = (path: readonly string[]) => Traces;

/**
 * What tells the traces of leaves in variations of an environment whose leaves are tokens. Where
 * builders make the same of them in two variations, it is one and the same.
 */
export function tracesOf(
  { leaves, constants, forms }: Pick<Part, 'leaves' | 'constants' | 'forms'>,
  mark: number,
): (variation: EnvironmentPlan) => TracesIn {
  const everywhere = recognizerOf([
    ...leaves.map((leaf, index) => ({
      value: leaf.sentinel(tokenOf(index, mark)),
      expression: readingOf(leaf),
    })),
    ...constants,
  ]);
  const formsOf = byPart(forms);
  const recognizers = new Map<string, Recognizer>();
  const recognizerIn = (variation: EnvironmentPlan, part: string): readonly Recognizer[] => {
    const known = (formsOf.get(part) ?? []).map(({ found, expression }) => ({
      value: found(variation),
      expression,
    }));
    if (known.length === 0) return [];
    const name = JSON.stringify([part, ...known.map(({ value }) => plainOf(value ?? null))]);
    const recognizer = recognizers.get(name) ?? recognizerOf(known);
    recognizers.set(name, recognizer);
    return [recognizer];
  };
  return (variation) => {
    const traces = new Map<string, Traces>();
    return (path) => {
      const [name, parts] = [path.join('/'), [...path, '']];
      const found = traces.get(name) ?? {
        leaves,
        mark,
        known: [...parts.flatMap((part) => recognizerIn(variation, part)), everywhere],
      };
      traces.set(name, found);
      return found;
    };
  };
}

/** Whether the same is told by both. */
export const isSameTraces = (one: Traces, other: Traces): boolean =>
  one.known.length === other.known.length &&
  one.known.every((recognizer, index) => recognizer === other.known[index]);

function byPart(forms: readonly Form[]): ReadonlyMap<string, readonly Form[]> {
  const found = new Map<string, Form[]>();
  for (const form of forms) {
    const { part = '' } = form;
    found.set(part, [...(found.get(part) ?? []), form]);
  }
  return found;
}
