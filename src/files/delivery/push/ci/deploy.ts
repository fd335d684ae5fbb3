import { releaseTags } from '../../../../plan/approval.ts';
import { deployWorkflow } from '../../../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { Commented } from '../../../../render/spec.ts';
import type { FileSpec } from '../../../../render/spec.ts';
import { callChecks } from '../../../ci/checks.ts';
import { notifyJobs } from '../../../ci/notify.ts';
import { onBranch, onRelease, orderly } from '../../../ci/triggers.ts';
import { expression, workflow } from '../../../workflows/workflow.ts';
import type { Jobs, Mapping } from '../../../workflows/workflow.ts';
import { buildWorkflow } from './build.ts';
import { buildImages, imagesJob } from './images.ts';
import type { Target } from './cluster.ts';
import { deployJob } from './job.ts';
import { refusal } from './refuse.ts';
import { deployAgain, deployBuilt, deployPromoted } from './ways.ts';

/** The workflow that deploys one environment and writes down what runs there. */
export const deploy = (target: Target): FileSpec => {
  const { deploy: way } = target.environment;
  return way.kind === 'on-push' ? deployFirst(target) : deployLater(target, way.from);
};

const finished = 'github.event.workflow_run';

/** Only what this repository's own branch has built: a pull request, or a fork's branch of the same name, is not. */
const isOurBuild = ({ branch }: EnvironmentPlan): string =>
  [
    "github.event_name == 'workflow_run'",
    `${finished}.conclusion == 'success'`,
    `(${finished}.event == 'push' || ${finished}.event == 'workflow_dispatch')`,
    `${finished}.head_branch == '${branch}'`,
    `${finished}.head_repository.full_name == github.repository`,
  ].join(' && ');

function deployFirst(target: Target): FileSpec {
  const { plan, environment } = target;
  const on = {
    workflow_run: new Commented(
      { workflows: [buildWorkflow.name], types: ['completed'], branches: [environment.branch] },
      {
        before:
          'zizmor: ignore[dangerous-triggers] the job below uses only what a push to this ' +
          'branch of this repository built, and runs no file of a pull request',
      },
    ),
    workflow_dispatch: {},
  };
  const again = `github.event_name == 'workflow_dispatch' && ${onBranch(environment).if}`;
  return deployment(plan, environment, {
    // GitHub counts such a run to the default branch: only here it says what was built.
    title: `Deploy to ${environment.name}: ${expression(`${finished}.head_sha || github.sha`)}`,
    on,
    jobs: {
      ci_deploy: deployJob(target, {
        guard: { if: isOurBuild(environment) },
        ...deployBuilt(plan, environment, {
          run: `${finished}.id`,
          sha: `${finished}.head_sha`,
          older: 'left alone',
        }),
      }),
      ci_again: deployJob(target, {
        guard: { if: again },
        ...deployAgain(plan, environment),
      }),
    },
    // A build that failed has said so itself.
    refused: refusal(plan, {
      taken: ["github.event_name == 'workflow_run'", again],
      choice: dispatch(environment, environment.branch),
    }),
  });
}

function deployLater(target: Target, from: string): FileSpec {
  const { plan, environment } = target;
  const hotfix = {
    description:
      `Build ${environment.branch} and deploy it, without testing in ${from}; otherwise ` +
      'redeploy what is in git',
    type: 'boolean',
    default: false,
  };
  const others = plan.environments
    .filter(({ name }) => name !== from)
    .map(({ releaseFile }) => releaseFile);
  const { event, where, start, first, again } = starts[environment.trigger](environment, others);
  const when = {
    promote: `github.event_name == '${event}' && ${where}`,
    again: `github.event_name == 'workflow_dispatch' && !inputs.hotfix && ${where}`,
    hotfix: `github.event_name == 'workflow_dispatch' && inputs.hotfix && ${onBranch(environment).if}`,
  };
  return deployment(plan, environment, {
    on: { ...start, workflow_dispatch: { inputs: { hotfix } } },
    jobs: {
      ci_promote: deployJob(target, {
        guard: { if: when.promote },
        ...deployPromoted(plan, environment, from),
      }),
      ci_again: deployJob(target, {
        guard: { if: when.again },
        ...deployAgain(plan, environment),
      }),
      ci_checks: callChecks({ if: when.hotfix }, { urgent: true }),
      [imagesJob]: buildImages(plan, { needs: ['ci_checks'] }, { isUrgent: true }),
      ci_hotfix: deployJob(target, {
        guard: { needs: [imagesJob] },
        ...deployBuilt(plan, environment, {
          run: 'github.run_id',
          sha: 'github.sha',
          older: 'refused',
        }),
      }),
    },
    refused: refusal(plan, {
      taken: Object.values(when),
      choice:
        `${first}; redeploy: ${again}; hotfix: ${dispatch(environment, environment.branch)} ` +
        '-f hotfix=true',
    }),
  });
}

/** What starts a promotion, from where it may, and how a person says that. */
const starts = {
  push: ({ branch, ...environment }, others) => ({
    event: 'push',
    where: onBranch({ branch }).if,
    start: { push: { branches: [branch], 'paths-ignore': others } },
    first: `a push to ${branch}`,
    again: dispatch(environment, branch),
  }),
  release: (environment) => ({
    event: 'release',
    where: `startsWith(github.ref, 'refs/tags/${releaseTags.prefix}')`,
    start: onRelease,
    first: `publish a release with a tag ${releaseTags.pattern}`,
    again: dispatch(environment, '<tag>'),
  }),
} satisfies Record<
  EnvironmentPlan['trigger'],
  (
    environment: EnvironmentPlan,
    others: readonly string[],
  ) => Readonly<Record<'event' | 'where' | 'first' | 'again', string>> & { readonly start: Mapping }
>;

const dispatch = ({ name }: Pick<EnvironmentPlan, 'name'>, ref: string): string =>
  `gh workflow run ${deployWorkflow(name)}.yaml --ref ${ref}`;

interface Deployment {
  readonly title?: string;
  readonly on: Mapping;
  readonly jobs: Jobs;
  readonly refused: Jobs;
}

const deployment = (
  plan: Plan,
  environment: EnvironmentPlan,
  { title, on, jobs, refused }: Deployment,
): FileSpec =>
  workflow(deployWorkflow(environment.name), {
    name: `Deploy to ${environment.name}`,
    title,
    on,
    concurrency: orderly(environment),
    jobs: { ...jobs, ...notifyJobs(plan, environment, Object.keys(jobs)), ...refused },
  });
