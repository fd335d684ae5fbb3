import { deployWorkflow, paths } from '../../../plan/paths.ts';
import type { PushedService } from '../../../plan/plan.ts';
import { warnings } from '../../../plan/warnings.ts';
import { text, type TextValues } from '../../text.ts';
import type { Document } from '../document.ts';
import { firstEnvironmentOf } from '../first-of.ts';
import { firstSecrets } from '../first-secrets.ts';
import { clusterSteps } from '../operation-pages.ts';
import { prerequisites } from '../first-deploy.ts';
import { bullets, table } from '../markdown.ts';
import { rolloutStatus, shell, smokeTests } from '../runbooks/commands.ts';
import { accessOf } from './words.ts';

/** Everything that is done once, in order. */
export function firstDeploy(plan: PushedService): Document {
  const { service, environments } = plan;
  const first = firstEnvironmentOf(plan);
  return {
    path: paths.firstDeploy,
    template: 'push/first-deploy.md',
    values: {
      name: service.name, url: service.repository.url, owner: service.repository.owner,
      programs: `\`git\`, \`gh\`, ${plan.packaging === 'helm' ? '`helm`, ' : ''}${plan.delivery.cluster.kind === 'doctl' ? '`doctl`, ' : ''}and \`kubectl\``,
      githubSetup: paths.githubSetupScript,
      prerequisites: table(['In the cluster', 'Needed for', 'Is it there?'], prerequisites(plan)), warnings: bullets(warnings(plan)), cluster: clusterSteps(plan),
      branches: shell(...new Set(environments.map(({ branch }) => `git push origin HEAD:refs/heads/${branch}`))),
      access: accessOf(plan, environments).ci,
      secrets: firstSecrets(plan, 4),
      firstBranch: first.branch, firstWorkflow: `${deployWorkflow(first.name)}.yaml`, firstRelease: first.releaseFile,
      ...laterOnes(plan),
      watch: shell(...rolloutStatus(first), ...smokeTests(first)),
    },
  };
}

function laterOnes(plan: PushedService): TextValues {
  const [first, ...rest] = plan.environments;
  const names = rest.map(({ name }) => name);
  const waiting = rest.filter(({ trigger }) => trigger === 'push').map(({ name }) => name);
  return {
    nothingPromoted: waiting.length === 0 || first === undefined ? '' : text('docs/first-deploy-nothing-promoted.md', { first: first.name, rest: waiting.join(' and ') }),
    promotions: names.length === 0 ? '' : `When it runs, [promote](runbooks/promote.md) it to ${names.join(', then ')}.`,
  };
}
