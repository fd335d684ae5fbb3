import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { forDelivery } from './for-delivery.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import { workloadPolicy } from './network-policy.ts';
import { messagingOf } from '../messaging/index.ts';
import { monitoringOf } from '../monitoring/index.ts';
import { routes } from '../routing/index.ts';
import { secretsOf } from '../secrets/index.ts';
import { storeManifests } from './store.ts';
import { workload } from './workload.ts';

/**
 * Every manifest of one environment, with the base file that it
 * stands in. Packagings render these and nothing else.
 */
export function manifests(plan: Plan, environment: EnvironmentPlan): Manifest[] {
  const all = [
    ...serviceManifests(plan, environment),
    ...environment.stores.flatMap((store) => storeManifests(plan, environment, store)),
  ];
  return all.map(({ file, object }) => ({ file, object: forDelivery(plan, object) }));
}

/** The manifests of what the service itself is, without its stores; not yet fit for who delivers them. */
export function serviceManifests(plan: Plan, environment: EnvironmentPlan): Manifest[] {
  const policyFile =
    plan.components.length === 1
      ? () => 'network-policy'
      : (name: string) => `${name}-network-policy`;
  return [
    ...secretsOf(plan).manifests(environment),
    ...environment.workloads.flatMap((own) => [
      ...workload(plan, environment, own),
      { file: policyFile(own.component.name), object: workloadPolicy(plan, environment, own) },
      ...monitoringOf(environment.monitoring).componentObjects({
        plan,
        environment,
        workload: own,
      }),
      ...messagingOf(environment.messaging).componentObjects({ plan, environment, workload: own }),
    ]),
    ...messagingOf(environment.messaging).objects(plan, environment),
    ...routes(plan, environment),
    ...monitoringOf(environment.monitoring).objects(plan, environment),
  ];
}

/**
 * Every Kubernetes object of one environment, without its
 * secrets: the model that every packaging must render exactly.
 */
export const objects = (plan: Plan, environment: EnvironmentPlan): KubernetesObject[] =>
  manifests(plan, environment).map(({ object }) => object);
