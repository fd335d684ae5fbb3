import { deployWorkflow, paths } from '../../../../plan/paths.ts';
import type { Plan } from '../../../../plan/plan.ts';
import type { TextValues } from '../../../../render/text.ts';
import { secretsOf } from '../../../secrets/index.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { firstEnvironmentOf } from '../../../writing/first-of.ts';
import { indent, shell } from '../../../../render/markdown.ts';
import { recentLogs, rolloutStatus, runningImages, smokeTests } from '../../../writing/commands.ts';
import { namesOf, promotionsOf, type Promotion } from '../../promotions.ts';

/** How a change gets to the environment that builds. */
export function deploy(plan: Plan): TextValues {
  const environment = firstEnvironmentOf(plan);
  const { name, branch, application, release, workflow } = namesOf(environment);
  return {
    name,
    branch,
    application,
    release,
    workflow,
    checks: paths.workflow('checks'),
    watch: indent(
      shell(
        `gh run watch "$(gh run list --workflow ${deployWorkflow(environment.name)}.yaml ` +
          `--branch ${environment.branch} --limit 1 --json databaseId --jq ` +
          "'.[0].databaseId')\"",
        `argocd app wait ${environment.application} --health --sync --timeout 600`,
        ...rolloutStatus(environment),
        ...runningImages(environment),
      ),
    ),
  };
}

/** How what was tested goes one environment further. */
export const promote = (plan: Plan): TextValues => ({
  promotions: promotionsOf(plan.environments).map((promotion) => ({
    ...promotionValues(promotion),
    secrets: `Every secret that the change needs is ${secretsOf(plan).docs.provided} ${promotion.to.name} too.`,
    overview: upkeepTexts(plan).overview(promotion.from.name),
  })),
});

/** How a fix gets to an environment without passing the one before it. */
export const hotfix = ({ environments }: Plan): TextValues => ({
  promotions: promotionsOf(environments).map(promotionValues),
});

function promotionValues({ from, to }: Promotion): TextValues {
  return {
    ...namesOf(to),
    from: from.name,
    fromBranch: from.branch,
    fromRelease: from.releaseFile,
    workflowFile: `${deployWorkflow(to.name)}.yaml`,
    dispatch: `gh workflow run ${deployWorkflow(to.name)}.yaml --ref ${to.branch} -f hotfix=true`,
    lookFirst: indent(
      shell(
        `argocd app get ${from.application}`,
        `kubectl get pods -n ${from.namespace}`,
        ...recentLogs(from),
      ),
      2,
    ),
    watch: indent(
      shell(
        `argocd app wait ${to.application} --health --sync --timeout 600`,
        ...rolloutStatus(to),
        ...runningImages(to),
        ...smokeTests(to),
      ),
    ),
  };
}
