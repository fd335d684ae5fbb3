import type { PythonRuntimePlan } from '../../../plan/runtime/runtime.ts';
import type { Runtime } from '../contract.ts';
import { pythonPackageManagers } from '../package-managers/index.ts';
import { pythonChecks } from './checks.ts';
import { pythonClientOf } from './client.ts';
import { developCommands } from './develop.ts';
import { pythonRecipe } from './dockerfile.ts';
import { pythonStarterFiles } from './starter.ts';
import { pythonStarterInput } from './starter-input.ts';

/** A module in Python, in a folder that may start others too. */
export const pythonRuntime = (plan: PythonRuntimePlan): Runtime => ({
  image: (input) => pythonRecipe(input, plan),
  starter: (request) => pythonStarterFiles(pythonStarterInput(request, plan)),
  checks: (folder, input) => pythonChecks(plan, folder, input),
  develop: (folder, local) => developCommands(plan, folder, local),
  test: [pythonPackageManagers[plan.packageManager].develop.test],
  client: (driver, folder) => pythonClientOf(plan, driver, folder),
  packageManagers: [pythonPackageManagers[plan.packageManager]],
  needs: pythonPackageManagers[plan.packageManager].needs(plan.packageManagerVersion),
  ignored: ['.venv/', '__pycache__/'],
});
