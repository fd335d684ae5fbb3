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
  const recognizerIn = (variation: EnvironmentPlan, part: string): Recognizer | undefined => {
    const own = formsOf.get(part);
    if (own === undefined) return undefined;
    const known = own.map(({ found, expression }) => ({ value: found(variation), expression }));
    const name = JSON.stringify([part, ...known.map(({ value }) => plainOf(value ?? null))]);
    const recognizer = recognizers.get(name) ?? recognizerOf(known);
    recognizers.set(name, recognizer);
    return recognizer;
  };
  return (variation) => {
    const found = new Map<string, Recognizer | undefined>();
    const recognizerOnce = (part: string): Recognizer | undefined => {
      if (!found.has(part)) found.set(part, recognizerIn(variation, part));
      return found.get(part);
    };
    return (path) => {
      const around = path.map((_, depth) => nameOf(path.slice(0, depth + 1)));
      const own = [...around.toReversed(), nameOf([])].flatMap(
        (part) => recognizerOnce(part) ?? [],
      );
      return { leaves, mark, known: [...own, everywhere] };
    };
  };
}

const nameOf = (path: readonly string[]): string => path.join('/');

/** Whether the same is told by both. */
export const isSameTraces = (one: Traces, other: Traces): boolean =>
  one.known.length === other.known.length &&
  one.known.every((recognizer, index) => recognizer === other.known[index]);

function byPart(forms: readonly Form[]): ReadonlyMap<string, readonly Form[]> {
  const found = new Map<string, Form[]>();
  for (const form of forms) {
    const name = nameOf(form.part ?? []);
    found.set(name, [...(found.get(name) ?? []), form]);
  }
  return found;
}
