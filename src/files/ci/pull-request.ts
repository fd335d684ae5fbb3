import { pullRequestWorkflow } from '../../plan/paths.ts';
import type { ComponentPlan, Plan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import { buildInputs } from './build.ts';
import { callChecks } from './checks.ts';
import { commentJob, renderedDiffJobs } from './rendered-diff.ts';
import { action, checkout, expression, permissions, run, workflow } from '../workflows/workflow.ts';
import type { Jobs, Mapping } from '../workflows/workflow.ts';

/** Name of the one check that branch rules demand; it fails unless all others passed. */
export const requiredCheck = 'Pull request';

/** What a pull request must pass: every check, images that build, and manifests that render. */
export function pullRequest(plan: Plan): FileSpec {
  const images: Jobs = Object.fromEntries(
    plan.components.map((component) => [`image_${component.name}`, imageJob(plan, component)]),
  );
  const jobs = {
    ci_checks: callChecks(),
    ...images,
    ...(plan.upkeep === 'generated' ? renderedDiffJobs(plan) : {}),
  };
  return workflow(pullRequestWorkflow, {
    name: 'Pull request',
    on: { pull_request: { branches: [...new Set(plan.environments.map(({ branch }) => branch))] } },
    concurrency: { group: `pull-request-${expression('github.ref')}`, 'cancel-in-progress': true },
    jobs: {
      ...jobs,
      ci_result: resultJob(
        plan,
        Object.keys(jobs).filter((id) => id !== commentJob),
      ),
    },
  });
}

function imageJob({ ci }: Plan, component: ComponentPlan): Mapping {
  const scope = `image-${component.name}`;
  return {
    name: `Image of ${component.name}`,
    'runs-on': ci.runner,
    'timeout-minutes': 30,
    permissions: permissions({ contents: ['read', 'to check out the sources'] }),
    steps: [
      checkout(),
      action('Set up Buildx', 'docker/setup-buildx-action', {}),
      // The layers are kept here only: a job that publishes starts from nothing that a pull request could have left.
      action('Build without pushing', 'docker/build-push-action', {
        ...buildInputs(component),
        push: false,
        'cache-from': `type=gha,scope=${scope}`,
        'cache-to': `type=gha,scope=${scope},mode=max`,
      }),
    ],
  };
}

function resultJob({ ci }: Plan, needs: readonly string[]): Mapping {
  return {
    name: requiredCheck,
    needs,
    if: expression('always()'),
    'runs-on': ci.runner,
    'timeout-minutes': 5,
    permissions: {},
    steps: [
      run(
        'Require all jobs to pass',
        `
if ! jq --exit-status 'all(.[]; .result == "success")' <<<"\${NEEDS}" >/dev/null; then
  jq --raw-output 'to_entries[] | "\\(.key): \\(.value.result)"' <<<"\${NEEDS}"
  exit 1
fi`,
        { env: { NEEDS: expression('toJSON(needs)') } },
      ),
    ],
  };
}
