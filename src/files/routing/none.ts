import type { NoRouting } from '../../plan/routing/plan.ts';
import type { RoutingFiles } from './contract.ts';
import { ingressSolver, noTexts } from './defaults.ts';

/** Nothing from outside arrives, and nothing is said about it. */
export const noRouting = (routing: NoRouting): RoutingFiles => ({
  componentObjects: () => [],
  objects: () => [],
  chart: undefined,
  texts: () => noTexts,
  needs: [],
  operators: [],
  bootstrap: {
    balancer: undefined,
    solver: ingressSolver(routing),
    certManager: {},
    manifests: {},
    notes: () => [],
  },
});
