import { narrowerFirst } from '../../domain/route-paths.ts';
import type { EnvironmentPlan, RoutePlan, WorkloadPlan } from '../../plan/plan.ts';
import { routesOn } from '../../plan/routing/routes.ts';

/** A route from outside, and the Service that it leads to on port 80. */
export interface PublicRoute extends RoutePlan {
  readonly service: string;
}

/** Hosts that answer alike. */
export interface RoutedHosts {
  /** What it is called among the groups of hosts. */
  readonly group: string;
  readonly hosts: readonly string[];
  /**
   * The routes that say how, the narrowest first. Made when asked for: a chart looks at the model once for each
   * toggle, and what all share seldom says them.
   */
  readonly routes: () => readonly PublicRoute[];
}

/** What the routes of an environment follow from. */
export interface RoutedEnvironment extends Pick<EnvironmentPlan, 'hostGroups'> {
  readonly workloads: readonly Pick<WorkloadPlan, 'component' | 'routes'>[];
}

/** The hosts of an environment that routes of its components are on; none where nobody has a host. */
export const routedHosts = ({ hostGroups, workloads }: RoutedEnvironment): readonly RoutedHosts[] =>
  Object.entries(hostGroups)
    .filter(
      ([group, hosts]) =>
        hosts.length > 0 && workloads.some(({ routes }) => routesOn(group, routes).length > 0),
    )
    .map(([group, hosts]) => ({
      group,
      hosts,
      routes: () =>
        workloads
          .flatMap(({ component, routes }) =>
            routesOn(group, routes).map((route) => ({ ...route, service: component.objectName })),
          )
          .sort(narrowerFirst),
    }));
