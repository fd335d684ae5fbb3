import type { Operator } from '../stores/operator.ts';
import type { EnvironmentPlan } from './plan.ts';

/** What the stores of these environments need in the cluster, each once, in the order in which it is installed. */
export const operatorsOf = (environments: readonly EnvironmentPlan[]): readonly Operator[] => [
  ...new Set(environments.flatMap(({ stores }) => stores.flatMap(({ operators }) => operators))),
];
