import { InternalError } from '../../errors.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';

/** The environment that builds. */
export function firstEnvironmentOf({ environments: [first] }: Plan): EnvironmentPlan {
  if (first === undefined) throw new InternalError('a plan without environments');
  return first;
}

/** The environment at the end of the promotion chain. */
export const lastEnvironmentOf = (plan: Plan): EnvironmentPlan =>
  plan.environments.at(-1) ?? firstEnvironmentOf(plan);

/** Host of the registry that the images live in. */
export function registryOf({ components: [component] }: Plan): string {
  if (component === undefined) throw new InternalError('a plan without components');
  return component.image.repository.replace(/\/.*$/, '');
}
