import { deployWorkflow } from '../../../plan/paths.ts';
import type { PushedService } from '../../../plan/plan.ts';
import type { TextValues } from '../../text.ts';
import { rotationOf, secretRotation as shared } from '../runbooks/secret-rotation.ts';
import { accessOf, again } from './words.ts';

/** How a secret gets a new value, and what must be deployed and restarted to see it. */
export const secretRotation = (plan: PushedService): TextValues => ({
  ...shared(plan),
  environments: plan.environments.map((environment) => ({ ...rotationOf(plan, environment), again: again(environment), workflowFile: `${deployWorkflow(environment.name)}.yaml` })),
  ciAccess: accessOf(plan, plan.environments).ci,
});
