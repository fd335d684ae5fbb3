import type { Plan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import { checks } from './checks.ts';
import { githubSetup } from './github-setup.ts';
import { pullRequest } from './pull-request.ts';
import { releaseScript } from './release-script.ts';
import { repositoryFiles } from './repository.ts';

export { runSteps } from '../workflows/run-steps.ts';
export type { RunStep } from '../workflows/run-steps.ts';

/**
 * Everything under `.github/` but for the workflows that deploy, and the script that sets up what GitHub keeps
 * outside of git.
 */
export const ciFiles = (plan: Plan): readonly FileSpec[] => [
  checks(plan),
  pullRequest(plan),
  ...repositoryFiles(plan),
  githubSetup(plan),
  ...(plan.upkeep === 'standalone' ? [releaseScript(plan)] : []),
];
