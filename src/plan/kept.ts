import type { Plan } from './plan.ts';

/** What is written on an object that must stay in the cluster, in the words of who would delete it. */
export const keepAnnotations = ({
  delivery,
  packaging,
}: Pick<Plan, 'delivery' | 'packaging'>): Readonly<Record<string, string>> =>
  delivery.keep ?? packaging.keep;
