import type { Config } from '../../config/config.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { argocdPlan } from './argocd.ts';
import type { DeliveryPlan } from './plan.ts';
import { pushPlan } from './push.ts';

/** Everybody who may bring what git says to the cluster. */
const members: ByKind<Config['delivery'], [Config], DeliveryPlan> = {
  argocd: argocdPlan,
  push: pushPlan,
};

/** Who brings what git says to the cluster. */
export const deliveryPlan = (config: Config): DeliveryPlan =>
  byKind(members, config.delivery, config);
