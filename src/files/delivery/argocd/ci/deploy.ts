import { deployWorkflow } from '../../../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { secretFolders } from '../../../../plan/secrets/index.ts';
import { Commented } from '../../../../render/spec.ts';
import type { FileSpec } from '../../../../render/spec.ts';
import { buildJobOf, buildJobs } from '../../../ci/build.ts';
import { callChecks } from '../../../ci/checks.ts';
import { notifyJobs } from '../../../ci/notify.ts';
import { releaseBuild, releasePromotion, releaseJob } from './release.ts';
import { onBranch, onBranchOrRelease, onRelease, orderly } from '../../../ci/triggers.ts';
import { expression, workflow } from '../../../workflows/workflow.ts';
import type { Jobs, Mapping } from '../../../workflows/workflow.ts';

/** The workflow that writes what shall run in one environment, for Argo CD. */
export function deploy(plan: Plan, environment: EnvironmentPlan): FileSpec {
  const { deploy: way } = environment;
  return way.kind === 'on-push'
    ? deployOnPush(plan, environment)
    : deployOnPromotion(plan, environment, way.from);
}

function deployOnPush(plan: Plan, environment: EnvironmentPlan): FileSpec {
  const jobs = {
    ci_checks: callChecks(onBranch(environment)),
    ...buildJobs(plan, { needs: ['ci_checks'] }),
    ci_release: releaseJob(
      plan,
      environment,
      releaseBuild(plan, environment, { needs: buildIds(plan) }),
    ),
  };
  return deployment(
    plan,
    environment,
    { push: pushTo(plan, environment, plan.environments), workflow_dispatch: {} },
    jobs,
  );
}

function deployOnPromotion(plan: Plan, environment: EnvironmentPlan, from: string): FileSpec {
  const jobs = {
    ci_checks: callChecks(onBranchOrRelease(environment)),
    ci_promote: releaseJob(
      plan,
      environment,
      releasePromotion(environment, from, {
        needs: ['ci_checks'],
        if: expression('!inputs.hotfix'),
      }),
    ),
    ...buildJobs(plan, { needs: ['ci_checks'], if: expression('inputs.hotfix') }),
    ci_hotfix: releaseJob(
      plan,
      environment,
      releaseBuild(plan, environment, { needs: buildIds(plan), if: expression('inputs.hotfix') }),
    ),
  };
  // A push that only brings the release of the environment before is a promotion too.
  const others = plan.environments.filter(({ name }) => name !== from);
  const hotfix = {
    description: `Build ${environment.branch} and deploy it, without testing in ${from}; merge it back afterwards`,
    type: 'boolean',
    default: false,
  };
  const start =
    environment.trigger === 'release' ? onRelease : { push: pushTo(plan, environment, others) };
  return deployment(
    plan,
    environment,
    { ...start, workflow_dispatch: { inputs: { hotfix } } },
    jobs,
  );
}

function deployment(plan: Plan, environment: EnvironmentPlan, on: Mapping, jobs: Jobs): FileSpec {
  return workflow(deployWorkflow(environment.name), {
    name: `Deploy to ${environment.name}`,
    on,
    concurrency: orderly(environment),
    jobs: { ...jobs, ...notifyJobs(plan, environment, Object.keys(jobs)) },
  });
}

const pushTo = (
  plan: Plan,
  { branch }: EnvironmentPlan,
  released: readonly EnvironmentPlan[],
): Mapping => ({
  branches: [branch],
  'paths-ignore': new Commented(
    [
      ...released.map(({ releaseFile }) => releaseFile),
      ...secretFolders(plan, plan.environments).map((folder) => `${folder}/**`),
    ],
    {
      before:
        'A release is not a source change: without this, the workflow would trigger itself ' +
        `indefinitely.${plan.secrets.folder === undefined ? '' : ' Neither are secrets: Argo CD syncs them.'}`,
    },
  ),
});

const buildIds = ({ components }: Plan): readonly string[] =>
  components.map(({ name }) => buildJobOf(name));
