import { paths } from '../../../../plan/paths.ts';
import type { Plan, PushPlan } from '../../../../plan/plan.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { packagerOf } from '../../../packaging/index.ts';
import type { DeliveryDocs } from '../../contract.ts';
import { deliveryDiagram } from './diagram.ts';
import { firstDeploy } from './first-deploy.ts';
import { incident } from './incident.ts';
import { pauseOf } from './pause.ts';
import { promisesOf } from './promises.ts';
import { deploy, rollback } from './releases.ts';
import { secretArrival } from './secret-arrival.ts';

/** What the documents say where CI deploys. */
export const pushDocs = (plan: Plan, delivery: PushPlan): DeliveryDocs => ({
  firstDeploy: () => firstDeploy(plan, delivery),
  runbook: (topic) => {
    const values = pages[topic]?.(plan, delivery);
    return values === undefined ? undefined : { template: `push/runbooks/${topic}.md`, values };
  },
  secretArrival: secretArrival(plan, delivery),
  pause: pauseOf,
  left: packagerOf(plan).docs.left,
  diagram: () => deliveryDiagram(plan),
  meaning: () => text('docs/push/architecture-push.md', { script: paths.deployScript }).trimEnd(),
  order: () => '',
  record: packagerOf(plan).docs.record,
  files: [
    [paths.deployScript, 'Deploys an environment, from workflows or manually'],
    [paths.workflow('build'), 'Checks and builds what is pushed'],
  ],
  filesOfEach: [],
  promises: promisesOf(plan, delivery),
});

const pages: Readonly<
  Record<string, ((plan: Plan, delivery: PushPlan) => TextValues) | undefined>
> = { deploy, rollback, incident };
