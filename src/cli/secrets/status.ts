import { projectFolder } from '../../projen/project-folder.ts';
import { runConfig } from '../../projen/run-config.ts';
import { environmentOf } from '../../secrets/index.ts';
import type { Outcome } from '../command.ts';
import { secretCommandsOf } from './backends/index.ts';

/** How the secrets of one environment or of all of them stand. */
export async function showSecretsStatus(
  folder: string,
  only: string | undefined,
): Promise<Outcome> {
  const { root, plan } = await runConfig(projectFolder(folder));
  const environments = only === undefined ? plan.environments : [environmentOf(plan, only)];
  return secretCommandsOf(plan).status(root, environments);
}
