import type { NodeRuntimePlan } from '../../../plan/runtime/runtime.ts';
import type { Runtime } from '../contract.ts';
import { applicationChecks } from '../on-node/checks.ts';
import { clientOf } from '../on-node/client.ts';
import { starterInput } from '../on-node/starter-input.ts';
import { portsOf } from '../on-node/ports-of.ts';
import { nodePackageManagers } from '../package-managers/index.ts';
import { nodeRecipe } from './dockerfile.ts';
import { starterFiles } from './starter.ts';

/** A server in TypeScript that is compiled. */
export const nodeRuntime = (plan: NodeRuntimePlan): Runtime => ({
  image: (input) => nodeRecipe(input, plan),
  starter: (request) => starterFiles(starterInput(request, plan)),
  checks: (folder, input) => applicationChecks(plan, folder, input),
  develop: (folder, local) => [`${portsOf(folder, local)}${plan.packageManager} run dev`],
  test: [`${plan.packageManager} test`],
  client: (driver, folder) => clientOf(plan, driver, folder),
  packageManagers: [nodePackageManagers[plan.packageManager]],
  needs: undefined,
  ignored: [],
});
