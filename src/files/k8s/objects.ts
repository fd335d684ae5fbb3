import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { componentsPart } from './component-part.ts';
import { forDelivery } from './for-delivery.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import { leafPart, manifestsOf, type ModelPart } from './model-part.ts';
import { messagingOf } from '../messaging/index.ts';
import { monitoringOf } from '../monitoring/index.ts';
import { secretsOf } from '../secrets/index.ts';
import { routesPart } from './routes-part.ts';
import { storesPart } from './store.ts';

/**
 * Every manifest of one environment, with the base file that it
 * stands in. Packagings render these and nothing else.
 */
export function manifests(plan: Plan, environment: EnvironmentPlan): readonly Manifest[] {
  const known = made.get(plan) ?? new WeakMap<EnvironmentPlan, readonly Manifest[]>();
  made.set(plan, known);
  const found =
    known.get(environment) ??
    modelParts(plan, environment).flatMap((part) => deliveredOf(plan, part));
  known.set(environment, found);
  return found;
}

// A plan is readonly, so its manifests never change; packagings, checks and documents ask for them.
const made = new WeakMap<Plan, WeakMap<EnvironmentPlan, readonly Manifest[]>>();

/** The manifests of a part, fit for who delivers them. */
export const deliveredOf = (plan: Plan, part: ModelPart): readonly Manifest[] =>
  manifestsOf(part).map(({ file, object }) => ({ file, object: forDelivery(plan, object) }));

/** The manifests of what the service itself is, without its stores; not yet fit for who delivers them. */
export const serviceManifests = (plan: Plan, environment: EnvironmentPlan): readonly Manifest[] =>
  serviceParts(plan, environment).flatMap(manifestsOf);

/**
 * Every Kubernetes object of one environment, without its
 * secrets: the model that every packaging must render exactly.
 */
export const objects = (plan: Plan, environment: EnvironmentPlan): readonly KubernetesObject[] =>
  manifests(plan, environment).map(({ object }) => object);

/** The model of one environment in parts, in the order of its objects. */
export const modelParts = (plan: Plan, environment: EnvironmentPlan): readonly ModelPart[] => [
  ...serviceParts(plan, environment),
  storesPart(plan, environment),
];

function serviceParts(plan: Plan, environment: EnvironmentPlan): readonly ModelPart[] {
  const { waves, messaging, monitoring, namespace } = environment;
  const { workloads, stores } = environment;
  return [
    leafPart(plan, 'secrets', environment, (of, given) => secretsOf(of).manifests(given)),
    componentsPart(plan, environment),
    leafPart(
      plan,
      'messaging',
      {
        waves,
        messaging,
        workloads: workloads
          .filter(({ sidecar }) => sidecar !== undefined)
          .map(({ component, sidecar }) => ({ component, sidecar })),
      },
      (of, given) => messagingOf(given.messaging).objects(of, given),
    ),
    routesPart(plan, environment),
    leafPart(
      plan,
      'monitoring',
      {
        waves,
        monitoring,
        namespace,
        stores: stores.map(({ deployments }) => ({ deployments })),
      },
      (of, given) => monitoringOf(given.monitoring).objects(of, given),
    ),
  ];
}
