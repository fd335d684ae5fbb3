import { InternalError } from '../../errors.ts';
import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { watcherOf } from '../monitoring/index.ts';
import { deliveryOf } from '../delivery/index.ts';
import type { RunbookPage } from '../secrets/contract.ts';
import { secretsOf } from '../secrets/index.ts';
import type { Document } from '../writing/document.ts';
import { removeAStore } from './remove-a-store.ts';
import { storePagesOf } from './store-pages.ts';
import { topicsOf } from './topics.ts';

/** The steps for each event that this plan can meet. */
export const runbooks = (plan: Plan): readonly Document[] =>
  topicsOf(plan).map(({ topic }) => ({
    path: paths.runbook(topic),
    ...pageOf(topic, plan),
  }));

function pageOf(topic: string, plan: Plan): RunbookPage {
  const { secretArrival, runbook } = deliveryOf(plan).docs;
  if (topic === 'secret-rotation') return secretsOf(plan).docs.rotation(secretArrival);
  if (topic === removeAStore.topic)
    return { template: `runbooks/${topic}.md`, values: removeAStore.values(plan) };
  const watched = topic === 'monitoring' ? watcherOf(plan.environments).runbook?.(plan) : undefined;
  if (watched !== undefined) return watched;
  const page = storePagesOf(plan).find((candidate) => candidate.topic === topic);
  if (page !== undefined) return { template: `runbooks/${topic}.md`, values: page.values(plan) };
  const said = runbook(topic);
  if (said === undefined) throw new InternalError(`no runbook is written about ${topic}`);
  return said;
}
