import { deployWorkflow } from '../../../../plan/paths.ts';
import type { EnvironmentPlan } from '../../../../plan/plan.ts';
import { indent, shell } from '../../../../render/markdown.ts';
import type { PausedDelivery } from '../../../../stores/documents.ts';
import { again } from './words.ts';

/** The workflow is off for a while. */
export function pauseOf(environment: EnvironmentPlan): PausedDelivery {
  const workflow = `${deployWorkflow(environment.name)}.yaml`;
  const on = [`gh workflow enable ${workflow}`, again(environment)];
  return {
    off:
      'Stop deployments. Otherwise the broken cluster would write to the new archive ' +
      `before it is deleted:\n\n${indent(shell(`gh workflow disable ${workflow}`))}`,
    on: (wait) =>
      'Redeploy what is in git with the workflow. It creates the cluster, which restores ' +
      'from the backup. If the deployment times out meanwhile, start it ' +
      `again:\n\n${indent(shell(...on, wait))}`,
  };
}
