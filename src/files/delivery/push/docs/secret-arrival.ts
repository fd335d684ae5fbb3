import { deployWorkflow } from '../../../../plan/paths.ts';
import type { Plan, PushPlan } from '../../../../plan/plan.ts';
import { indent } from '../../../../render/markdown.ts';
import type { SecretArrival } from '../../../secrets/contract.ts';
import { ciAccess } from './access.ts';
import { again, dispatchCommands } from './words.ts';

/** A changed secret arrives with a deployment, which somebody starts. */
export const secretArrival = (plan: Plan, delivery: PushPlan): SecretArrival => ({
  templates: 'push/runbooks',
  ofEnvironment: (environment) => ({
    again: indent(
      dispatchCommands(deployWorkflow(environment.name), again(environment)).join('\n'),
    ),
  }),
  values: () => ({ ciAccess: ciAccess(plan, delivery) }),
});
