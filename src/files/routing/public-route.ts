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
  hosts.length === 0
    ? []
    : workloads
        .flatMap(({ component, routes }) =>
          routes.map((route) => ({ ...route, service: component.objectName })),
        )
        .sort(narrowerFirst);

/** Whether any component has a route, and the environment a host for it. */
export const hasRoutes = ({ hosts, workloads }: RoutedEnvironment): boolean =>
  hosts.length > 0 && workloads.some(({ routes }) => routes.length > 0);
