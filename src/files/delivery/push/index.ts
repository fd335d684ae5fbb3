import type { Plan, PushPlan } from '../../../plan/plan.ts';
import type { Delivery } from '../contract.ts';
import { build } from './ci/build.ts';
import { deploy } from './ci/deploy.ts';
import { deployScript } from './deploy-script.ts';
import { pushDocs } from './docs/index.ts';

/** CI deploys, and writes into git what runs. */
export const push = (delivery: PushPlan, plan: Plan): Delivery => ({
  files: () => [
    deployScript(plan, delivery),
    ...build(plan),
    ...plan.environments.map((environment) => deploy({ plan, delivery, environment })),
  ],
  docs: pushDocs(plan, delivery),
});
