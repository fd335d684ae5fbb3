import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import { messagingOf } from '../messaging/index.ts';
import { monitoringOf } from '../monitoring/index.ts';
import { leafPart, type BranchPart, type LeafPart } from './model-part.ts';
import { workloadPolicy } from './network-policy.ts';
import { workload } from './workload.ts';

type Surroundings = Pick<
  EnvironmentPlan,
  'waves' | 'messaging' | 'monitoring' | 'routing' | 'hosts' | 'resolver'
>;

interface Given {
  readonly environment: Surroundings;
  readonly own: WorkloadPlan;
}

/** The part of the model that is about one component. */
export function componentPart(
  plan: Plan,
  { waves, messaging, monitoring, routing, hosts, resolver }: Surroundings,
  own: WorkloadPlan,
): BranchPart {
  const environment = { waves, messaging, monitoring, routing, hosts, resolver };
  return {
    name: componentPartName(own.component.name),
    given: { environment, own },
    parts: () => componentParts(plan, { environment, own }),
  };
}

/** What that part is called. */
export const componentPartName = (component: string): string => `component ${component}`;

function componentParts(plan: Plan, { environment, own }: Given): readonly LeafPart[] {
  const { waves, messaging, monitoring, routing, hosts, resolver } = environment;
  const { stores, external: _, routes, calls, calledBy, egress, ...itself } = own;
  const { component, sidecar, subscribes } = own;
  const file = plan.components.length === 1 ? 'network-policy' : `${component.name}-network-policy`;
  return [
    leafPart(plan, 'workload', { waves, messaging, own: itself }, (of, given) =>
      workload(of, given, given.own),
    ),
    leafPart(
      plan,
      'policy',
      {
        environment: { waves, messaging, monitoring, routing, hosts, resolver },
        own: {
          ...{ component, calls, calledBy, egress, routes, sidecar },
          stores: stores.map(({ pooler, podLabels, endpoint }) => ({
            podLabels: (pooler ?? { podLabels }).podLabels,
            endpoint,
          })),
        },
      },
      (of, given) => [{ file, object: workloadPolicy(of, given.environment, given.own) }],
    ),
    leafPart(plan, 'monitoring', { waves, monitoring, component }, (of, given) =>
      monitoringOf(given.monitoring).componentObjects(of, given),
    ),
    leafPart(plan, 'messaging', { waves, messaging, component, subscribes }, (of, given) =>
      messagingOf(given.messaging).componentObjects(of, given),
    ),
  ];
}
