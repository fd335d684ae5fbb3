import { labelKeys } from '../../../../domain/labels.ts';
import { reviewersOf } from '../../../../plan/approval.ts';
import { deployWorkflow } from '../../../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { code, codes } from '../../../../render/markdown.ts';
import { smokeTests } from '../../../writing/commands.ts';

/** Starts the deployment of what git says already; a release is deployed from its tag. */
export const again = ({ name, branch, trigger }: EnvironmentPlan): string =>
  `gh workflow run ${deployWorkflow(name)}.yaml --ref ${trigger === 'release' ? '<tag>' : branch}`;

/** The same, and waits for the run that it starts, which GitHub makes a moment later. */
export const dispatchCommands = (workflow: string, command: string): readonly string[] => {
  const newest =
    `gh run list --workflow ${workflow}.yaml --event workflow_dispatch --limit 1 --json ` +
    "databaseId --jq '.[].databaseId'";
  return [
    `before="$(${newest})"`,
    `${command} &&`,
    `  until run="$(${newest})" && [[ \${run} != "\${before}" ]]; do sleep 3; done &&`,
    `  ${watchCommands}`,
  ];
};

/**
 * Waits until GitHub has made the run that something has started, then
 * for its end; `commit` names the commit, where one starts it.
 */
export const watchRun = (workflow: string, by: keyof typeof finders): readonly string[] => [
  `until run="$(gh run list --workflow ${workflow}.yaml ${finders[by]})" && [[ -n \${run} ]]; do sleep 3; done`,
  watchCommands,
];

const watchCommands = 'gh run watch "${run}" --exit-status';

/** A run after another belongs to the default branch; its title says what was built. */
const finders = {
  push: `--event push --commit "\${commit}" --limit 1 --json databaseId --jq '.[].databaseId'`,
  release: "--event release --branch <tag> --limit 1 --json databaseId --jq '.[].databaseId'",
  build:
    '--event workflow_run --json databaseId,displayTitle --jq "[.[] | select(.displayTitle ' +
    '| endswith(\\"${commit}\\"))][:1][].databaseId"',
} as const;

/** Commands that show whether everything of an environment runs, with which images, and answers. */
export const arrivalCommands = (plan: Plan, environment: EnvironmentPlan): readonly string[] => {
  const ours = `-n ${environment.namespace} -l ${labelsOf(plan.service, environment)}`;
  return [
    `kubectl rollout status deployments ${ours} --timeout ${String(environment.timeoutSeconds)}s`,
    `kubectl get deployments ${ours} -o ` +
      "'custom-columns=NAME:.metadata.name,IMAGE:.spec.template.spec.containers[*].image'",
    ...smokeTests(environment),
  ];
};

/** What everything in an environment logged lately. */
export const lately = (plan: Plan, environment: EnvironmentPlan): string =>
  `kubectl logs -n ${environment.namespace} -l ${labelsOf(plan.service, environment)} --since 1h --tail 200 --prefix`;

/** Selects what is ours in a namespace: a system's services may share one. */
const labelsOf = ({ name, system }: Plan['service'], { workloads }: EnvironmentPlan): string =>
  name === system
    ? `${labelKeys.partOf}=${system}`
    : `'${labelKeys.name} in (${workloads.map(({ component }) => component.objectName).join(',')})'`;

/** Whether somebody must approve a run. */
export const approvalOf = (plan: Plan, environment: EnvironmentPlan): string => {
  const reviewers = reviewersOf(plan, environment);
  return reviewers.length === 0
    ? `Your run needs no approval, unless the GitHub environment ${code(environment.name)} has reviewers.`
    : `Your run waits until ${reviewers.length === 1 ? '' : 'one of '}${codes(reviewers)} ` +
        'approves it on its page: `gh run view <run> --web`.';
};

/** Runs that wait for an approval hold back those behind them. */
export const clearRuns = ({ name }: EnvironmentPlan): readonly string[] => [
  `gh run list --workflow ${deployWorkflow(name)}.yaml --status waiting`,
  'gh run cancel <run>',
];
