import { InternalError } from '../../errors.ts';
import { deployWorkflow, paths } from '../../plan/paths.ts';
import type { EnvironmentPlan } from '../../plan/plan.ts';

/** One step of the promotion chain. */
export interface Promotion {
  readonly from: EnvironmentPlan;
  readonly to: EnvironmentPlan;
}

/** Every step of the promotion chain. */
export function promotionsOf(environments: readonly EnvironmentPlan[]): readonly Promotion[] {
  return environments.flatMap((to) => {
    const { deploy } = to;
    if (deploy.kind === 'on-push') return [];
    const from = environments.find(({ name }) => name === deploy.from);
    if (from === undefined)
      throw new InternalError(`${to.name} is promoted from ${deploy.from}, which does not exist`);
    return [{ from, to }];
  });
}

/** How a runbook calls an environment and its files. */
export const namesOf = ({
  name,
  branch,
  namespace,
  application,
  releaseFile,
}: EnvironmentPlan) => ({
  name,
  branch,
  namespace,
  application,
  release: releaseFile,
  workflow: paths.workflow(deployWorkflow(name)),
  applicationFile: paths.application(name),
});
