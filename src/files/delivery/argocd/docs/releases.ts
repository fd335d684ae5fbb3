import { partsOf } from '../../../../plan/namespaces.ts';
import { deployWorkflow, paths } from '../../../../plan/paths.ts';
import type { Plan } from '../../../../plan/plan.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { secretsOf } from '../../../secrets/index.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { firstEnvironmentOf } from '../../../writing/first-of.ts';
import { indent, shell } from '../../../../render/markdown.ts';
import { recentLogs, smokeTests } from '../../../writing/commands.ts';
import { textPerEnvironment } from '../../../writing/per-environment.ts';
import { namesOf, promotionsOf, type Promotion } from '../../promotions.ts';
import { arrival, detection } from './sync-words.ts';
import { arrivalCommands } from './words.ts';

/** How a change gets to the environment that builds, and from there or past it to the others. */
export function deploy(plan: Plan): TextValues {
  const first = firstEnvironmentOf(plan);
  const { name, branch, release, workflow } = namesOf(first);
  const promotions = promotionsOf(plan.environments);
  return {
    name,
    branch,
    release,
    workflow,
    checks: paths.workflow('checks'),
    detects: detection(first),
    arrival: arrival(first),
    promotions: promotions
      .map((promotion) => text('docs/runbooks/promote.md', promotionValues(plan, promotion)))
      .join('\n'),
    hotfixes: promotions
      .map((promotion) => text('docs/runbooks/hotfix.md', hotfixValues(promotion)))
      .join('\n'),
    watch: textPerEnvironment(plan.environments, (environment) =>
      shell(...arrivalCommands(environment), ...smokeTests(environment)),
    ),
  };
}

/** How what was tested goes one environment further. */
const promotionValues = (plan: Plan, { from, to }: Promotion): TextValues => ({
  ...namesOf(to),
  from: from.name,
  fromBranch: from.branch,
  fromRelease: from.releaseFile,
  secrets: `Every secret that the change needs is ${secretsOf(plan).docs.provided} ${to.name} too.`,
  arrival: arrival(to),
  overview: upkeepTexts(plan).overview(from.name),
  lookFirst: indent(
    shell(
      ...partsOf(from).map(({ application }) => `argocd app get ${application}`),
      ...partsOf(from).map(({ namespace }) => `kubectl get pods -n ${namespace}`),
      ...recentLogs(from),
    ),
  ),
});

/** How a fix gets to an environment without passing the one before it. */
const hotfixValues = ({ from, to }: Promotion): TextValues => ({
  ...namesOf(to),
  from: from.name,
  fromBranch: from.branch,
  arrival: arrival(to),
  workflowFile: `${deployWorkflow(to.name)}.yaml`,
  dispatch: `gh workflow run ${deployWorkflow(to.name)}.yaml --ref ${to.branch} -f hotfix=true`,
});
