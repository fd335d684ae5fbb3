import type { ArgocdPlan, PushPlan } from './delivery/plan.ts';
import type { Plan } from './plan.ts';

/** A plan that Argo CD delivers, and one that CI deploys. */
export type ArgocdService = Plan & { readonly delivery: ArgocdPlan };
export type PushedService = Plan & { readonly delivery: PushPlan };

export const isByArgocd = (plan: Plan): plan is ArgocdService => plan.delivery.kind === 'argocd';
export const isPushed = (plan: Plan): plan is PushedService => plan.delivery.kind === 'push';
