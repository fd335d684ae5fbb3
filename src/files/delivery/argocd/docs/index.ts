import { paths } from '../../../../plan/paths.ts';
import type { ArgocdPlan, Plan } from '../../../../plan/plan.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { waveOrder } from './waves.ts';
import { lastEnvironmentOf } from '../../../writing/first-of.ts';
import type { DeliveryDocs } from '../../contract.ts';
import { releasesInGit } from '../../earlier-release.ts';
import { deliveryDiagram } from './diagram.ts';
import { firstDeploy } from './first-deploy.ts';
import { incident } from './incident.ts';
import { pauseOf } from './pause.ts';
import { deploy } from './releases.ts';
import { rollback } from './rollback.ts';
import { howSecretsArrive, whoSyncs } from './sync-words.ts';

/** What the documents say where Argo CD delivers. */
export const argocdDocs = (plan: Plan, delivery: ArgocdPlan): DeliveryDocs => ({
  firstDeploy: () => firstDeploy(plan, delivery),
  runbook: (topic) => {
    const values = pages[topic]?.(plan, delivery);
    return values === undefined ? undefined : { template: `runbooks/${topic}.md`, values };
  },
  // A changed secret is seen by itself.
  secretArrival: {
    templates: 'runbooks',
    values: () => ({ arrives: howSecretsArrive(plan.environments) }),
  },
  pause: (environment) => pauseOf(delivery, environment),
  left:
    'Argo CD does not delete these objects, not even with the Application. They are not ' +
    'OutOfSync, but still count for its health.',
  diagram: () => deliveryDiagram(plan),
  meaning: () =>
    text('docs/architecture-argocd.md', { syncs: whoSyncs(plan.environments) }).trimEnd(),
  order: () => waveOrder(plan),
  record: 'Argo CD application',
  files: [
    [paths.appProject, 'Argo CD AppProject: what may be deployed where'],
    ...(delivery.rootApp === undefined
      ? []
      : [[paths.rootApp, 'Argo CD Application that manages the others'] as const]),
  ],
  filesOfEach: [[paths.application('*'), 'Argo CD Application of an environment']],
  promises: {
    changeInTime: [],
    rolloutInTime: () => [],
    earlierRelease: () => releasesInGit(lastEnvironmentOf(plan)),
    backInTime: () => [],
    nobodyByHand: 'Argo CD deploys what is in git; CI has no access to the cluster',
  },
});

const pages: Readonly<
  Record<string, ((plan: Plan, delivery: ArgocdPlan) => TextValues) | undefined>
> = { deploy, rollback, incident };
