import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan } from '../../plan/plan.ts';

/** Deploys from a clone; the variables stand before it. */
export const byHand = ({ name, variables }: EnvironmentPlan): string =>
  [...variables.map((variable) => `${variable}=<value>`), `./${paths.deployScript}`, name].join(
    ' ',
  );
