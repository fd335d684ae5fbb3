import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { messagingOf } from '../messaging/index.ts';
import { monitoringOf } from '../monitoring/index.ts';
import { autoscaler } from './autoscaler.ts';
import { leafPart, type BranchPart, type LeafPart } from './model-part.ts';
import { policyGiven, workloadPolicy, type Admitting } from './network-policy.ts';
import { configMap, deployment, disruptionBudget, service, serviceAccount } from './workload.ts';

type Surroundings = Admitting & Pick<EnvironmentPlan, 'waves' | 'messaging' | 'monitoring'>;

interface Given {
  readonly environment: Surroundings;
  readonly own: WorkloadPlan;
}

/** The part of the model that is about the components: a part for each of them. */
export function componentsPart(
  plan: Plan,
  { waves, messaging, monitoring, routing, hostGroups, resolver, workloads }: EnvironmentPlan,
): BranchPart {
  const environment = { waves, messaging, monitoring, routing, hostGroups, resolver };
  const surroundings = Object.values(environment);
  return {
    name: 'components',
    given: [surroundings, workloads],
    parts: () =>
      workloads.map((own): BranchPart => ({
        name: own.component.name,
        given: [own, surroundings],
        parts: () => componentParts(plan, { environment, own }),
      })),
  };
}

/** The name of the part about one of them, with those of the parts around it. */
export const componentPath = (component: string): readonly string[] => ['components', component];

function componentParts(plan: Plan, { environment, own }: Given): readonly LeafPart[] {
  const { waves, messaging, monitoring } = environment;
  const { component, budgeted, autoscaling, env, shutdown, sidecar, publishes, subscribes } = own;
  const { replicas, resources, secretEnv, nodeSelector, tolerations, priorityClass } = own;
  const placement = { nodeSelector, tolerations, priorityClass };
  const isScaled = autoscaling !== undefined;
  const running = { env, shutdown, sidecar, publishes, subscribes, replicas, resources, secretEnv };
  const part = objectPartOf(plan, component.name);
  return [
    part('service-account', { waves, component }, serviceAccount),
    part('configmap', { waves, component, env, shutdown }, configMap),
    part(
      'deployment',
      { waves, messaging, component, budgeted, isScaled, ...running, ...placement },
      deployment,
    ),
    part('service', { waves, component }, service),
    part('pod-disruption-budget', { waves, component, budgeted }, (of, given) =>
      given.budgeted ? disruptionBudget(of, given) : undefined,
    ),
    part('autoscaler', { waves, component, sidecar, autoscaling }, (of, given) =>
      given.autoscaling === undefined ? undefined : autoscaler(of, given, given.autoscaling),
    ),
    part('network-policy', policyGiven(environment, own), workloadPolicy),
    leafPart(plan, 'monitoring', { waves, monitoring, component }, (of, given) =>
      monitoringOf(given.monitoring).componentObjects(of, given),
    ),
    leafPart(plan, 'messaging', { waves, messaging, component, subscribes }, (of, given) =>
      messagingOf(given.messaging).componentObjects(of, given),
    ),
  ];
}

/** Makes parts of one object each, or of none, in a file that is named after its kind. */
const objectPartOf =
  (plan: Plan, component: string) =>
  <G extends object>(
    kind: string,
    given: G,
    make: (plan: Plan, given: G) => KubernetesObject | undefined,
  ): LeafPart =>
    leafPart(plan, kind, given, (of, read) => {
      const object = make(of, read);
      const file = of.components.length === 1 ? kind : `${component}-${kind}`;
      return object === undefined ? [] : [{ file, object }];
    });
