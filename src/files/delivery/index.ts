import { byKind, type ByKind } from '../../domain/member.ts';
import type { DeliveryPlan, Plan } from '../../plan/plan.ts';
import { argocd } from './argocd/index.ts';
import type { Delivery } from './contract.ts';
import { push } from './push/index.ts';

/** Everybody who may bring what git says to the cluster. */
const deliveries: ByKind<DeliveryPlan, [Plan], Delivery> = { argocd, push };

/** Who brings what git says to the cluster of a plan. */
export const deliveryOf = (plan: Plan): Delivery => byKind(deliveries, plan.delivery, plan);
