import type { Plan } from '../../../../plan/plan.ts';
import { secretFolders } from '../../../../plan/secrets/index.ts';
import { Commented } from '../../../../render/spec.ts';
import type { FileSpec } from '../../../../render/spec.ts';
import { callChecks } from '../../../ci/checks.ts';
import { notifyJobs } from '../../../ci/notify.ts';
import { onBranch } from '../../../ci/triggers.ts';
import { expression, workflow } from '../../../workflows/workflow.ts';
import type { Jobs } from '../../../workflows/workflow.ts';
import { buildImages, imagesJob } from './images.ts';
import { refusal } from './refuse.ts';

/** File and name of the workflow that builds; the deployments of the first environment start when it is done. */
export const buildWorkflow = { file: 'build', name: 'Build' } as const;

/** The workflow that checks, builds and scans what is pushed to the branch of the first environment. */
export function build(plan: Plan): readonly FileSpec[] {
  const [first] = plan.environments;
  if (first === undefined) return [];
  const guard = onBranch(first);
  const jobs: Jobs = {
    ci_checks: callChecks(guard),
    [imagesJob]: buildImages(plan, { needs: ['ci_checks'] }, { isUrgent: false }),
  };
  return [
    workflow(buildWorkflow.file, {
      name: buildWorkflow.name,
      on: {
        push: { branches: [first.branch], 'paths-ignore': notSources(plan) },
        workflow_dispatch: {},
      },
      concurrency: new Commented(
        { group: `${buildWorkflow.file}-${expression('github.ref')}`, 'cancel-in-progress': false },
        {
          before:
            'One at a time per branch, so that deployments follow the order of commits; the ' +
            'newest pending run includes the others.',
        },
      ),
      jobs: {
        ...jobs,
        ...notifyJobs(plan, first, Object.keys(jobs)),
        ...refusal(plan, {
          taken: [guard.if],
          choice: `gh workflow run ${buildWorkflow.file}.yaml --ref ${first.branch}`,
        }),
      },
    }),
  ];
}

const notSources = (plan: Plan): Commented =>
  new Commented(
    [
      ...plan.environments.map(({ releaseFile }) => releaseFile),
      ...secretFolders(plan, plan.environments).map((folder) => `${folder}/**`),
    ],
    {
      before:
        'A recorded deployment is not a source change: without this, the workflow would ' +
        'trigger itself indefinitely.' +
        (plan.secrets.folder === undefined
          ? ''
          : ' Neither are secrets: start the deployment manually.'),
    },
  );
