import { isPushed, type Plan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import { checks } from './checks.ts';
import { deploy } from '../delivery/argocd/ci/deploy.ts';
import { githubSetup } from './github-setup.ts';
import { build as pushedBuild } from '../delivery/push/ci/build.ts';
import { deploy as pushedDeploy } from '../delivery/push/ci/deploy.ts';
import { pullRequest } from './pull-request.ts';
import { releaseScript } from './release-script.ts';
import { repositoryFiles } from './repository.ts';

export { runSteps } from '../workflows/run-steps.ts';
export type { RunStep } from '../workflows/run-steps.ts';

/** Everything under `.github/`, and the script that sets up what GitHub keeps outside of git. */
export const ciFiles = (plan: Plan): readonly FileSpec[] => [
  checks(plan),
  pullRequest(plan),
  ...deployments(plan),
  ...repositoryFiles(plan),
  githubSetup(plan),
  ...(plan.upkeep === 'standalone' ? [releaseScript(plan)] : []),
];

/** Workflows that write what shall run, for Argo CD, or that bring it to the cluster themselves. */
const deployments = (plan: Plan): readonly FileSpec[] =>
  isPushed(plan)
    ? [
        ...pushedBuild(plan),
        ...plan.environments.map((environment) => pushedDeploy(plan, environment)),
      ]
    : plan.environments.map((environment) => deploy(plan, environment));
