import type { EnvironmentPlan, Plan, RoutingPlan } from '../../plan/plan.ts';
import { httpRoute } from './http-route.ts';
import { ingress } from './ingress.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import { publicRoutes, type PublicRoute } from './public-route.ts';
import { virtualService } from './virtual-service.ts';

type BackEnd = (
  plan: Plan,
  environment: EnvironmentPlan,
  routes: readonly PublicRoute[],
) => readonly Manifest[];

/** How each back-end says the routes; what it cannot express was refused in the config. */
const backEnds = {
  none: () => [],
  istio: virtualService,
  ingress,
  'gateway-api': httpRoute,
} satisfies Record<RoutingPlan['kind'], BackEnd>;

/** The routes of all components on the hosts of the environment; nothing where it has none. */
export function routes(plan: Plan, environment: EnvironmentPlan): readonly Manifest[] {
  const found = publicRoutes(environment);
  return found.length === 0 ? [] : backEnds[environment.routing.kind](plan, environment, found);
}

/** Kinds of the objects that say routes. */
export const routeKinds: readonly string[] = [
  'VirtualService',
  'Ingress',
  'Certificate',
  'HTTPRoute',
];
