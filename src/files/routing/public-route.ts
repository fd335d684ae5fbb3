import type { EnvironmentPlan, RoutePlan, WorkloadPlan } from '../../plan/plan.ts';

/** A route from outside, and the Service that it leads to on port 80. */
export interface PublicRoute extends RoutePlan {
  readonly service: string;
}

/** What the routes of an environment follow from. */
export interface RoutedEnvironment extends Pick<EnvironmentPlan, 'hosts'> {
  readonly workloads: readonly Pick<WorkloadPlan, 'component' | 'routes'>[];
}

/** The routes of all components, longest prefix first; none where the environment has no host. */
export const publicRoutes = ({ hosts, workloads }: RoutedEnvironment): PublicRoute[] =>
  hosts.length === 0
    ? []
    : workloads
        .flatMap(({ component, routes }) =>
          routes.map((route) => ({ ...route, service: component.objectName })),
        )
        .sort((a, b) => b.path.length - a.path.length);
