import type { NextRuntimePlan } from '../../../plan/runtime/runtime.ts';
import type { Runtime } from '../contract.ts';
import { applicationChecks } from '../on-node/checks.ts';
import { clientOf } from '../on-node/client.ts';
import { starterInput } from '../on-node/starter-input.ts';
import { portsOf } from '../on-node/ports-of.ts';
import { nodePackageManagers } from '../package-managers/index.ts';
import { nextRecipe } from './dockerfile.ts';
import { nextStarterFiles } from './starter.ts';

/** A site in Next.js, run by its standalone server. */
export const nextRuntime = (plan: NextRuntimePlan): Runtime => ({
  image: (input) => nextRecipe(input, plan),
  starter: (request) => nextStarterFiles(starterInput(request, plan)),
  checks: (folder, input) => applicationChecks(plan, folder, input),
  develop: (folder, local) => [`${portsOf(folder, local)}${plan.packageManager} run dev`],
  test: [`${plan.packageManager} test`],
  client: (driver, folder) => clientOf(plan, driver, folder),
  packageManagers: [nodePackageManagers[plan.packageManager]],
  needs: undefined,
  ignored: ['.next/', 'next-env.d.ts', '*.tsbuildinfo'],
});
