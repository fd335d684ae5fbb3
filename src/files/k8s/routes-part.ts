import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { componentRoutes, routes } from '../routing/index.ts';
import { leafPart, type BranchPart } from './model-part.ts';

/** The part of the model that is about routes: what each component has of its own, by name, and what all share. */
export function routesPart(
  plan: Plan,
  { waves, routing, hostGroups, workloads }: EnvironmentPlan,
): BranchPart {
  return {
    name: 'routes',
    given: [
      waves,
      routing,
      hostGroups,
      workloads.map(({ component }) => component),
      workloads.map(({ routes: own }) => own),
    ],
    parts: () => {
      const routed = workloads
        .filter(({ routes: own }) => own.length > 0)
        .map(({ component, routes: own }) => ({ component, routes: own }));
      return [
        ...routed
          .toSorted((a, b) => (a.component.objectName < b.component.objectName ? -1 : 1))
          .map((own) =>
            leafPart(
              plan,
              own.component.name,
              { waves, routing, hostGroups, workloads: [own] },
              componentRoutes,
            ),
          ),
        leafPart(plan, '', { waves, routing, hostGroups, workloads: routed }, routes),
      ];
    },
  };
}
