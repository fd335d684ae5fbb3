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
      'Let nothing be deployed. Otherwise the broken cluster would write into the new ' +
      `archive before it is gone:\n\n${indent(shell(`gh workflow disable ${workflow}`))}`,
    on: (wait) =>
      'Let the workflow deploy again what git says. ' +
      'It creates the cluster, which comes up from the backup; ' +
      'a deployment that does not wait so long fails meanwhile, and is started again:\n\n' +
      `${indent(shell(...on, wait))}`,
  };
}
