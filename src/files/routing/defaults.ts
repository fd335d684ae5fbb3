import type { RoutingPlan } from '../../plan/plan.ts';
import type { Value } from '../../render/spec.ts';
import type { RoutingTexts } from './contract.ts';

/** The texts of routes that nothing is to be said about. */
export const noTexts: RoutingTexts = {
  entrance: undefined,
  meaning: '',
  certificates: undefined,
  needs: [],
  look: [],
  symptoms: [],
};

/** What a thing is needed for that receives traffic. */
export const purpose = 'traffic from outside';

/** What a namespace is named for that traffic comes from. */
export const admitted = 'network policies, which admit traffic from there';

/** Challenges answered through an Ingress. */
export const ingressSolver = ({ className }: RoutingPlan): Value => ({
  ingress: { ingressClassName: className },
});
