import { releaseTags, reviewersOf } from '../../../../plan/approval.ts';
import { deployWorkflow, paths } from '../../../../plan/paths.ts';
import type { Plan, PushPlan } from '../../../../plan/plan.ts';
import { warnings } from '../../../../plan/warnings.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { carrierOf } from '../../../messaging/index.ts';
import type { Document } from '../../../writing/document.ts';
import { firstEnvironmentOf } from '../../../writing/first-of.ts';
import { packagerOf } from '../../../packaging/index.ts';
import { secretsOf } from '../../../secrets/index.ts';
import { clusterSteps } from '../../cluster-steps.ts';
import { prerequisites } from '../../prerequisites.ts';
import { bullets, code, codes, table, shell } from '../../../../render/markdown.ts';
import { clusterAccessOf } from '../cluster-access/index.ts';
import { ciAccess } from './access.ts';
import { arrivalCommands, dispatchCommands, watchRun } from './words.ts';

/** Everything that is done once, in order. */
export function firstDeploy(plan: Plan, delivery: PushPlan): Document {
  const { service, environments } = plan;
  const first = firstEnvironmentOf(plan);
  const programs = [
    ...packagerOf(plan).docs.programs,
    ...clusterAccessOf(delivery.cluster).programs,
  ];
  return {
    path: paths.firstDeploy,
    template: 'push/first-deploy.md',
    values: {
      name: service.name,
      url: service.repository.url,
      owner: service.repository.owner,
      programs: `${['git', 'gh', ...programs].map((program) => `${code(program)}, `).join('')}and \`kubectl\``,
      githubSetup: paths.githubSetupScript,
      prerequisites: table(['In the cluster', 'Needed for', 'Check'], prerequisites(plan, [])),
      warnings: bullets(warnings(plan)),
      broker: carrierOf(environments).brokerStep(plan),
      cluster: clusterSteps(plan),
      branches: shell(
        ...new Set(environments.map(({ branch }) => `git push origin HEAD:refs/heads/${branch}`)),
      ),
      access: ciAccess(plan, delivery),
      secrets: secretsOf(plan).docs.firstDeploy(4),
      firstBranch: first.branch,
      firstWorkflow: `${deployWorkflow(first.name)}.yaml`,
      firstRelease: first.releaseFile,
      ...laterOnes(plan),
      ...rulesOf(plan),
      build: shell(
        ...dispatchCommands('build', `gh workflow run build.yaml --ref ${first.branch}`),
        'commit="$(gh run view "${run}" --json headSha --jq .headSha)"',
        ...watchRun(deployWorkflow(first.name), 'build'),
      ),
      watch: shell(...arrivalCommands(plan, first)),
    },
  };
}

function laterOnes(plan: Plan): TextValues {
  const [first, ...rest] = plan.environments;
  const names = rest.map(({ name }) => name);
  const waiting = rest.filter(({ trigger }) => trigger === 'push').map(({ name }) => name);
  return {
    nothingPromoted:
      waiting.length === 0 || first === undefined
        ? ''
        : text('docs/first-deploy-nothing-promoted.md', {
            first: first.name,
            rest: waiting.join(' and '),
          }),
    promotions:
      names.length === 0
        ? ''
        : `Once it runs, [promote](runbooks/deploy.md) it to ${names.join(', then ')}.`,
  };
}

/** What GitHub demands after the set-up. */
function rulesOf(plan: Plan): TextValues {
  const approved = plan.environments.flatMap((environment) => {
    const reviewers = reviewersOf(plan, environment);
    return reviewers.length === 0
      ? []
      : [
          `${codes(reviewers)} must approve deployments to ${environment.name}.` +
            (reviewers.some((owner) => owner.includes('/'))
              ? ' Give teams write access to the repository: they are code owners, too.'
              : ''),
        ];
  });
  return {
    protected: plan.environments.some(({ trigger }) => trigger === 'release')
      ? `the branches and the tags ${code(releaseTags.pattern)}, from which releases deploy`
      : 'the branches',
    approvals: approved.length === 0 ? 'Deployments need no approval.' : approved.join(' '),
  };
}
