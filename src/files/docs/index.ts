import type { Plan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import { architecture } from './architecture.ts';
import { cost } from './cost.ts';
import { decisionLog } from './decisions.ts';
import { managedDocument, sampleDocument, type Document } from '../writing/document.ts';
import { deliveryOf } from '../delivery/index.ts';
import { docsIndex, readme } from './readme.ts';
import { requirements } from './requirements.ts';
import { runbooks } from './runbooks.ts';

/** What a person reads: how to set the service up, how it is built, and what to do when. */
export const docFiles = (plan: Plan): readonly FileSpec[] => [
  ...managedDocuments(plan).map(managedDocument),
  sampleDocument(readme(plan)),
];

/** The documents that we keep up to date with the plan. */
export const managedDocuments = (plan: Plan): readonly Document[] => [
  docsIndex(plan),
  deliveryOf(plan).docs.firstDeploy(),
  architecture(plan),
  ...runbooks(plan),
  ...decisionLog(plan),
  ...cost(plan),
  ...requirements(plan),
];
