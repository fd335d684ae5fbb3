import type { Runtime } from '../contract.ts';
import { checkSteps } from '../on-node/steps.ts';

/** An image of which we know nothing but that it is built and answers. */
export const customRuntime = (): Runtime => ({
  image: () => undefined,
  starter: () => [],
  // How it is tested is its own business; its extra scripts run with the repository's toolchain.
  checks: ([{ image, scripts }], { ci }) =>
    scripts.length === 0 ? [] : checkSteps(ci.root, image.context, scripts),
  develop: () => [],
  test: [],
  client: () => undefined,
  packageManagers: [],
  needs: undefined,
  ignored: [],
});
