import { narrowerFirst } from '../../domain/route-paths.ts';
import type { EnvironmentPlan, RoutePlan, WorkloadPlan } from '../../plan/plan.ts';

/** A route from outside, and the Service that it leads to on port 80. */
export interface PublicRoute extends RoutePlan {
  readonly service: string;
}

/** What the routes of an environment follow from. */
export interface RoutedEnvironment extends Pick<EnvironmentPlan, 'hosts'> {
  readonly workloads: readonly Pick<WorkloadPlan, 'component' | 'routes'>[];
}

/** The routes of all components, the narrowest first; none where the environment has no host. */
export const publicRoutes = ({ hosts, workloads }: RoutedEnvironment): PublicRoute[] =>
  hosts.length === 0 ? [] : workloads.flatMap(ownRoutes).sort(narrowerFirst);

type Routed = RoutedEnvironment['workloads'][number];

/** The routes of one component. Charts look at all of them once for each toggle, so they are made once. */
function ownRoutes(workload: Routed): readonly PublicRoute[] {
  const known = made.get(workload);
  if (known !== undefined) return known;
  const { component, routes } = workload;
  const own = routes.map((route) => ({ ...route, service: component.objectName }));
  made.set(workload, own);
  return own;
}

const made = new WeakMap<Routed, readonly PublicRoute[]>();
