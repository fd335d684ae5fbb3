import { partsOf } from '../../../../plan/namespaces.ts';
import { deployWorkflow, paths } from '../../../../plan/paths.ts';
import type { ArgocdPlan, EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { warnings } from '../../../../plan/warnings.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { firstEnvironmentOf, lastEnvironmentOf } from '../../../writing/first-of.ts';
import { secretsOf } from '../../../secrets/index.ts';
import { prerequisites } from '../../prerequisites.ts';
import { carrierOf } from '../../../messaging/index.ts';
import type { Document } from '../../../writing/document.ts';
import { bullets, code, table, shell } from '../../../../render/markdown.ts';
import { clusterSteps } from '../../cluster-steps.ts';
import { inOrder } from '../order.ts';
import { rolloutStatus, smokeTests } from '../../../writing/commands.ts';

/** Everything that is done once, in order. */
export function firstDeploy(plan: Plan, delivery: ArgocdPlan): Document {
  const { service, environments } = plan;
  const first = firstEnvironmentOf(plan);
  return {
    path: paths.firstDeploy,
    template: 'first-deploy.md',
    values: {
      name: service.name,
      url: service.repository.url,
      owner: service.repository.owner,
      project: delivery.project,
      appProject: paths.appProject,
      githubSetup: paths.githubSetupScript,
      cluster: clusterSteps(plan),
      prerequisites: table(
        ['In the cluster', 'Needed for', 'Check'],
        prerequisites(plan, [argocdRow(delivery)]),
      ),
      warnings: bullets(warnings(plan)),
      broker: carrierOf(environments).brokerStep(plan),
      branches: shell(
        ...environments.map(({ branch }) => `git push origin HEAD:refs/heads/${branch}`),
      ),
      secrets: secretsOf(plan).docs.firstDeploy(5),
      firstBranch: first.branch,
      firstWorkflow: `${deployWorkflow(first.name)}.yaml`,
      firstRelease: first.releaseFile,
      ...applications(plan, delivery),
      environments: laterEnvironments(plan, delivery),
    },
  };
}

/** A new Certificate is Degraded for a moment, at which `argocd app wait --health` gives up. */
const waitForFirstSync = (
  environment: EnvironmentPlan,
  { namespace }: ArgocdPlan,
): readonly string[] =>
  partsOf(environment).flatMap(({ application }) =>
    ["jsonpath='{.status.sync.status}'=Synced", "jsonpath='{.status.health.status}'=Healthy"].map(
      (state) =>
        `kubectl wait -n ${namespace} application/${application} --for ${state} --timeout 10m`,
    ),
  );

/** The first environment comes by itself; the others have nothing to run before their first promotion. */
function applications(plan: Plan, delivery: ArgocdPlan): TextValues {
  const { environments } = plan;
  const first = firstEnvironmentOf(plan);
  const rest = environments.slice(1).map(({ name }) => name);
  const created = rest.map(paths.application);
  const { rootApp } = delivery;
  const rootBranch =
    rootApp === undefined
      ? ''
      : text('docs/first-deploy-root-app.md', {
          rootApp: paths.rootApp,
          branch: lastEnvironmentOf(plan).branch,
        });
  // The root app creates the last one; those before it are verified before anything is promoted from them.
  const last = rootApp === undefined ? created : [...created.slice(0, -1), paths.rootApp];
  const isAlone = rest.length === 0;
  const handed = environments.slice(1).filter(({ isSyncedByHand }) => isSyncedByHand);
  return {
    apply: [
      ...applyCommands(
        isAlone && rootApp !== undefined ? [paths.rootApp] : [paths.application(first.name)],
      ),
      ...syncCommands([first]),
      ...waitForFirstSync(first, delivery),
      ...rolloutStatus(first),
      ...smokeTests(first),
    ].join('\n'),
    rootBranch: isAlone ? rootBranch : '',
    nothingPromoted: isAlone
      ? ''
      : text('docs/first-deploy-nothing-promoted.md', {
          first: first.name,
          rest: rest.join(' and '),
        }),
    promotions: isAlone
      ? ''
      : text('docs/first-deploy-promotion.md', {
          rest: rest.join(', then '),
          apply: shell(
            ...applyCommands(last),
            ...rootCommands(delivery, handed),
            ...syncCommands(handed),
          ),
          rootBranch,
        }),
  };
}

/** The first sync, where Argo CD makes none by itself: what others use comes first. */
const syncCommands = (environments: readonly EnvironmentPlan[]): readonly string[] =>
  environments
    .filter(({ isSyncedByHand }) => isSyncedByHand)
    .flatMap(inOrder)
    .map(({ application }) => `argocd app sync ${application}`);

/** An Application that the root app creates is synced when it is there. */
const rootCommands = (
  { rootApp }: ArgocdPlan,
  handed: readonly EnvironmentPlan[],
): readonly string[] =>
  rootApp === undefined || handed.length === 0
    ? []
    : [`argocd app wait ${rootApp.application} --sync --timeout 600`];

/** What is applied when environments come and go, and how one leaves the cluster before it leaves git. */
function laterEnvironments(plan: Plan, { rootApp }: ArgocdPlan): string {
  return rootApp === undefined
    ? text('docs/first-deploy-environments.md', { appProject: paths.appProject })
    : text('docs/first-deploy-root-environments.md', {
        rootApp: paths.rootApp,
        branch: lastEnvironmentOf(plan).branch,
        parent: rootApp.application,
      });
}

const applyCommands = (files: readonly string[]): readonly string[] =>
  files.map((file) => `kubectl apply -f ${file}`);

const argocdRow = ({ namespace }: ArgocdPlan): readonly string[] => [
  'Argo CD 3.2 or newer',
  'delivery',
  code(`kubectl get deployments -n ${namespace}`),
];
