import { deployWorkflow } from '../../../plan/paths.ts';
import type { PushedService } from '../../../plan/plan.ts';
import type { TextValues } from '../../../render/text.ts';
import { indent } from '../../../render/markdown.ts';
import { rotationOf, secretRotation as shared } from '../runbooks/secret-rotation.ts';
import { accessOf, again, dispatchCommands } from './words.ts';

/** How a secret gets a new value, and what must be deployed and restarted to see it. */
export const secretRotation = (plan: PushedService): TextValues => ({
  ...shared(plan),
  environments: plan.environments.map((environment) => ({
    ...rotationOf(plan, environment),
    again: indent(
      dispatchCommands(deployWorkflow(environment.name), again(environment)).join('\n'),
    ),
  })),
  ciAccess: accessOf(plan, plan.environments).ci,
});
