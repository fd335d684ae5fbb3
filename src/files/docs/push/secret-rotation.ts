import { deployWorkflow } from '../../../plan/paths.ts';
import type { PushedService } from '../../../plan/plan.ts';
import type { TextValues } from '../../text.ts';
import { nested } from '../markdown.ts';
import { rotationOf, secretRotation as shared } from '../runbooks/secret-rotation.ts';
import { accessOf, again, dispatched } from './words.ts';

/** How a secret gets a new value, and what must be deployed and restarted to see it. */
export const secretRotation = (plan: PushedService): TextValues => ({
  ...shared(plan),
  environments: plan.environments.map((environment) => ({
    ...rotationOf(plan, environment),
    again: nested(dispatched(deployWorkflow(environment.name), again(environment)).join('\n')),
  })),
  ciAccess: accessOf(plan, plan.environments).ci,
});
