import { deployWorkflow } from '../../../plan/paths.ts';
import type { EnvironmentPlan, PushedService } from '../../../plan/plan.ts';
import { Commented } from '../../spec.ts';
import type { FileSpec } from '../../spec.ts';
import { callChecks } from '../checks.ts';
import { notifyJobs } from '../notify.ts';
import { onRelease, orderly } from '../triggers.ts';
import { expression, workflow } from '../workflow.ts';
import type { Jobs, Mapping } from '../workflow.ts';
import { buildWorkflow } from './build.ts';
import { buildImages, imagesJob } from './images.ts';
import { deployJob } from './job.ts';
import { deployAgain, deployBuilt, deployPromoted } from './ways.ts';

/** The workflow that deploys one environment and writes down what runs there. */
export const deploy = (plan: PushedService, environment: EnvironmentPlan): FileSpec => {
  const { deploy: way } = environment;
  return way.kind === 'on-push' ? deployFirst(plan, environment) : deployLater(plan, environment, way.from);
};

const finished = 'github.event.workflow_run';

/** Only what this repository's own branch has built: a pull request, or a fork's branch of the same name, is not. */
const isOurBuild = ({ branch }: EnvironmentPlan): string => [
  "github.event_name == 'workflow_run'",
  `${finished}.conclusion == 'success'`,
  `(${finished}.event == 'push' || ${finished}.event == 'workflow_dispatch')`,
  `${finished}.head_branch == '${branch}'`,
  `${finished}.head_repository.full_name == github.repository`,
].join(' && ');

function deployFirst(plan: PushedService, environment: EnvironmentPlan): FileSpec {
  const on = {
    workflow_run: new Commented({ workflows: [buildWorkflow.name], types: ['completed'], branches: [environment.branch] }, {
      before: 'zizmor: ignore[dangerous-triggers] the job below takes only what a push to this branch of this repository has built, and runs no file of a pull request',
    }),
    workflow_dispatch: {},
  };
  return deployment(plan, environment, on, {
    ci_deploy: deployJob(plan, environment, { guard: { if: isOurBuild(environment) }, ...deployBuilt(plan, environment, { run: `${finished}.id`, sha: `${finished}.head_sha` }) }),
    ci_again: deployJob(plan, environment, { guard: { if: `github.event_name == 'workflow_dispatch' && github.ref == 'refs/heads/${environment.branch}'` }, ...deployAgain(plan, environment) }),
  });
}

function deployLater(plan: PushedService, environment: EnvironmentPlan, from: string): FileSpec {
  const isPushed = environment.trigger === 'push';
  const [branch, event] = [`github.ref == 'refs/heads/${environment.branch}'`, 'github.event_name'];
  const hotfix = { description: `Build ${environment.branch} and deploy it, without the test in ${from}; otherwise deploy once more what git says`, type: 'boolean', default: false };
  const others = plan.environments.filter(({ name }) => name !== from).map(({ releaseFile }) => releaseFile);
  const start: Mapping = isPushed ? { push: { branches: [environment.branch], 'paths-ignore': others } } : onRelease;
  const where = isPushed ? branch : "startsWith(github.ref, 'refs/tags/')";
  return deployment(plan, environment, { ...start, workflow_dispatch: { inputs: { hotfix } } }, {
    ci_checks: callChecks({ if: `${event} != 'workflow_dispatch' || (inputs.hotfix && ${branch})` }),
    ci_promote: deployJob(plan, environment, { guard: { needs: ['ci_checks'], if: `${event} != 'workflow_dispatch'` }, ...deployPromoted(plan, environment, from) }),
    ci_again: deployJob(plan, environment, { guard: { if: `${event} == 'workflow_dispatch' && !inputs.hotfix && ${where}` }, ...deployAgain(plan, environment) }),
    [imagesJob]: buildImages(plan, { needs: ['ci_checks'], if: expression('inputs.hotfix') }),
    ci_hotfix: deployJob(plan, environment, { guard: { needs: [imagesJob], if: expression('inputs.hotfix') }, ...deployBuilt(plan, environment, { run: 'github.run_id', sha: 'github.sha' }) }),
  });
}

const deployment = (plan: PushedService, environment: EnvironmentPlan, on: Mapping, jobs: Jobs): FileSpec =>
  workflow(deployWorkflow(environment.name), {
    name: `Deploy to ${environment.name}`, on, concurrency: orderly(environment),
    jobs: { ...jobs, ...notifyJobs(plan, environment, Object.keys(jobs)) },
  });
