import { releaseTags } from '../../../../plan/approval.ts';
import { deployWorkflow, paths } from '../../../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { secretFoldersBeside } from '../../../../plan/secrets/index.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { packagerOf } from '../../../packaging/index.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { firstEnvironmentOf } from '../../../writing/first-of.ts';
import { codes, indent, shell } from '../../../../render/markdown.ts';
import { namesOf, promotionsOf, type Promotion } from '../../promotions.ts';
import { undoOf } from '../../undo.ts';
import {
  again,
  approvalOf,
  arrivalCommands,
  clearRuns,
  dispatchCommands,
  lately,
  watchRun,
} from './words.ts';
import { byHand } from '../../../writing/by-hand.ts';

const workflowFileOf = ({ name }: EnvironmentPlan): string => `${deployWorkflow(name)}.yaml`;

/** How a change gets to the environment that is built for, and from there or past it to the others. */
export function deploy(plan: Plan): TextValues {
  const environment = firstEnvironmentOf(plan);
  const { name, branch, release, workflow } = namesOf(environment);
  const { deployed, removed } = packagerOf(plan).docs;
  const hasSecretsBeside = secretFoldersBeside(plan, name).length > 0;
  return {
    name,
    branch,
    release,
    workflow,
    how: hasSecretsBeside ? `the ${plan.secrets.objects}, then ${deployed}` : deployed,
    script: paths.deployScript,
    promotions: promotionsOf(plan.environments)
      .map((promotion) => text('docs/push/runbooks/promote.md', promotionValues(plan, promotion)))
      .join('\n'),
    hotfixes: promotionsOf(plan.environments)
      .map((promotion) => text('docs/push/runbooks/hotfix.md', hotfixValues(plan, promotion)))
      .join('\n'),
    removedRow: removed,
    workflowFile: workflowFileOf(environment),
    buildFile: paths.workflow('build'),
    checks: paths.workflow('checks'),
    timeout: `${String(environment.timeoutSeconds)} s`,
    byHand: byHand(environment),
    again: again(environment),
    variables:
      environment.variables.length === 0
        ? ''
        : `Variables of each GitHub environment replace ${codes(environment.variables)} in hosts ` +
          'and in variables of components. A component picks up a new value when it restarts.',
    watch: indent(
      shell(
        ...watchRun('build', 'push'),
        ...watchRun(deployWorkflow(name), 'build'),
        ...arrivalCommands(plan, environment),
      ),
    ),
  };
}

/** How what was tested goes one environment further. */
const promotionValues = (plan: Plan, { from, to }: Promotion): TextValues => ({
  ...namesOf(to),
  from: from.name,
  fromRelease: from.releaseFile,
  fromWorkflowFile: workflowFileOf(from),
  lookFirst: shell(
    `gh run list --workflow ${workflowFileOf(from)} --limit 1`,
    `kubectl get pods -n ${from.namespace}`,
    lately(plan, from),
  ),
  steps: text(
    `docs/push/runbooks/promote-by-${to.trigger}.md`,
    to.trigger === 'release'
      ? {
          from: from.name,
          branch: to.branch,
          tags: releaseTags.pattern,
          prefix: releaseTags.prefix,
        }
      : { branch: to.branch, fromBranch: from.branch },
  ).trimEnd(),
  approval: approvalOf(plan, to),
  watch: indent(
    shell(...watchRun(deployWorkflow(to.name), to.trigger), ...arrivalCommands(plan, to)),
  ),
  overview: upkeepTexts(plan).overview(from.name),
  refusal: refusalOf(from, to),
});

const refusalOf = (from: EnvironmentPlan, to: EnvironmentPlan): string =>
  to.trigger === 'release'
    ? 'The workflow refuses if the digest was not built from the tree of the release: the ' +
      `tag points to a commit that ${from.name} had not deployed and recorded yet. Wait ` +
      `for ${from.name}, then publish the next version: never move the tag of a release.`
    : 'The workflow refuses if the digest was not built from the merged tree: ' +
      `\`${from.branch}\` had moved on and its build had not finished,\nor ` +
      `\`${to.branch}\` holds a change that \`${from.branch}\` lacks. Merge ` +
      `\`${to.branch}\` into \`${from.branch}\`, wait for ${from.name}, and open the pull ` +
      'request again.';

/** How a fix gets to an environment without passing the one before it. */
const hotfixValues = (plan: Plan, { from, to }: Promotion): TextValues => ({
  ...namesOf(to),
  from: from.name,
  dispatch: indent(
    shell(
      ...clearRuns(to),
      ...dispatchCommands(
        deployWorkflow(to.name),
        `gh workflow run ${workflowFileOf(to)} --ref ${to.branch} -f hotfix=true`,
      ),
    ),
  ),
  approval: approvalOf(plan, to),
  whatElse: from.branch === to.branch ? `Everything on \`${to.branch}\` is deployed with it.` : '',
  waiting:
    to.trigger === 'release'
      ? `A run that waits for reviewers blocks every run behind it: cancel it.`
      : `\`${paths.workflow(deployWorkflow(to.name))}\` now starts automatically and would ` +
        `refuse to promote: ${from.name} never tested this tree. A run that waits for ` +
        'reviewers blocks every run behind it: cancel it.',
  watch: indent(shell(...arrivalCommands(plan, to))),
  back:
    from.branch === to.branch
      ? ''
      : text('docs/push/runbooks/hotfix-back.md', {
          fromBranch: from.branch,
          branch: to.branch,
        }).trimEnd(),
});

/** How a bad release is undone. */
export function rollback(plan: Plan): TextValues {
  const { intro, commands } = undoOf(plan);
  return {
    undo: intro,
    manifests: packagerOf(plan).docs.manifests,
    environments: plan.environments.map((environment) => ({
      ...namesOf(environment),
      commands: shell(...commands(environment)),
      again: shell(
        ...(environment.production ? clearRuns(environment) : []),
        ...dispatchCommands(deployWorkflow(environment.name), again(environment)),
      ),
      waiting: environment.production
        ? ' A run that waits for reviewers blocks every run behind it: cancel it first. ' +
          `${approvalOf(plan, environment)}`
        : '',
      whichTag:
        environment.trigger === 'release'
          ? `\`<tag>\` is the release whose manifests belong to that image: \`gh release list\`.`
          : '',
      emergency: packagerOf(plan).docs.emergency(environment, byHand(environment)),
      watch: shell(...arrivalCommands(plan, environment)),
    })),
  };
}
