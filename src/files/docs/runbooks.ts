import { InternalError } from '../../errors.ts';
import { paths } from '../../plan/paths.ts';
import {
  isByArgocd,
  isPushed,
  type ArgocdService,
  type Plan,
  type PushedService,
} from '../../plan/plan.ts';
import type { TextValues } from '../../render/text.ts';
import { watcherOf } from '../monitoring/index.ts';
import type { RunbookPage, SecretArrival } from '../secrets/contract.ts';
import { secretsOf } from '../secrets/index.ts';
import type { Document } from '../writing/document.ts';
import { incident as pushedIncident } from '../delivery/push/docs/incident.ts';
import {
  deploy as pushedDeploy,
  hotfix as pushedHotfix,
  promote as pushedPromote,
  rollback as pushedRollback,
} from '../delivery/push/docs/releases.ts';
import { secretArrival } from '../delivery/push/docs/secret-arrival.ts';
import { incident } from '../delivery/argocd/docs/incident.ts';
import { deploy, hotfix, promote } from '../delivery/argocd/docs/releases.ts';
import { rollback } from '../delivery/argocd/docs/rollback.ts';
import { storePagesOf } from './store-pages.ts';
import { topicsOf } from './topics.ts';

/** The steps for each event that this plan can meet. */
export const runbooks = (plan: Plan): readonly Document[] =>
  topicsOf(plan).map(({ topic }) => ({
    path: paths.runbook(topic),
    ...pageOf(topic, plan),
  }));

type Values<Service> = Readonly<Record<string, ((plan: Service) => TextValues) | undefined>>;

/** Pages that say the same whoever delivers. */
const common: Values<Plan> = {};
const byArgocd: Values<ArgocdService> = {
  deploy,
  promote,
  rollback,
  hotfix,
  incident,
};
const byPush: Values<PushedService> = {
  deploy: pushedDeploy,
  promote: pushedPromote,
  rollback: pushedRollback,
  hotfix: pushedHotfix,
  incident: pushedIncident,
};

function pageOf(topic: string, plan: Plan): RunbookPage {
  if (topic === 'secret-rotation')
    return secretsOf(plan).docs.rotation(isPushed(plan) ? secretArrival(plan) : byItself);
  const watched = topic === 'monitoring' ? watcherOf(plan.environments).runbook?.(plan) : undefined;
  if (watched !== undefined) return watched;
  const page = storePagesOf(plan).find((candidate) => candidate.topic === topic);
  if (page !== undefined) return { template: `runbooks/${topic}.md`, values: page.values(plan) };
  const values = common[topic]?.(plan) ?? (isByArgocd(plan) ? byArgocd[topic]?.(plan) : undefined);
  if (values !== undefined) return { template: `runbooks/${topic}.md`, values };
  const pushed = isPushed(plan) ? byPush[topic]?.(plan) : undefined;
  if (pushed === undefined) throw new InternalError(`no runbook is written about ${topic}`);
  return { template: `push/runbooks/${topic}.md`, values: pushed };
}

/** Argo CD sees a changed secret by itself. */
const byItself: SecretArrival = {
  templates: 'runbooks',
  ofEnvironment: () => ({}),
  values: () => ({}),
};
