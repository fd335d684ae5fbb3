import { allOf, type Conditions, type Item } from '../chart-parts/template.ts';

/** Whether a list is never empty where it is there: what stands around it asks for one of its items. */
export function isFilled(items: readonly Item[], around: Conditions | undefined): boolean {
  if (around === undefined || items.some(({ when }) => when.length === 0)) return false;
  const wanted = setOf(items.map(({ when }) => allOf(when).go));
  return around.some(({ go, impliedBy = [] }) => go === wanted || setOf(impliedBy) === wanted);
}

const setOf = (pipelines: readonly string[]): string => [...new Set(pipelines)].sort().join('\n');
