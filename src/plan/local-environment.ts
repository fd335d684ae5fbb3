import type { Plan } from './plan.ts';

/** Whether an application in a folder finds the stores of this machine in its `.env`. */
export const hasLocalEnvironment = ({ local }: Pick<Plan, 'local'>, context: string): boolean =>
  local.workloads.some(
    ({ component, stores, external }) =>
      component.image.context === context && stores.length + external.length > 0,
  );
