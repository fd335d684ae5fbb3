import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan } from '../../plan/plan.ts';
import type { PromiseCells } from './contract.ts';

/** Every release stays in git, whoever delivers it. */
export const releasesInGit = ({ releaseFile }: EnvironmentPlan): PromiseCells => ({
  says: `every release stays in git; how: ${paths.runbook('rollback')}`,
  where: 'delivery',
  check: `git log --oneline -- ${releaseFile}`,
});
