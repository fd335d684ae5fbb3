import type { Plan, PushPlan } from '../../../../plan/plan.ts';
import type { SecretArrival } from '../../../secrets/contract.ts';
import { ciAccess } from './access.ts';

/** A changed secret arrives with a deployment, which somebody starts. */
export const secretArrival = (plan: Plan, delivery: PushPlan): SecretArrival => ({
  templates: 'push/runbooks',
  values: () => ({ ciAccess: ciAccess(plan, delivery) }),
});
