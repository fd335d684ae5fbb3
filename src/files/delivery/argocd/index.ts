import type { ArgocdPlan, Plan } from '../../../plan/plan.ts';
import type { Delivery } from '../contract.ts';
import { deploy } from './ci/deploy.ts';
import { argocdDocs } from './docs/index.ts';
import { argocdFiles } from './manifests.ts';

/** Argo CD pulls what git says; the workflows write into git what shall run. */
export const argocd = (delivery: ArgocdPlan, plan: Plan): Delivery => ({
  files: () => [
    ...argocdFiles(plan, delivery),
    ...plan.environments.map((environment) => deploy(plan, environment)),
  ],
  docs: argocdDocs(plan, delivery),
});
