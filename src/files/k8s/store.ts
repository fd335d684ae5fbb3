import { selectorOf, type Manifest } from '../../kubernetes/metadata.ts';
import { keepAnnotations } from '../../plan/kept.ts';
import type { EnvironmentPlan, Plan, StorePlan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { storeOf } from '../../stores/index.ts';

/** The objects of a store, which admits the components that use it; all of them stay where the store is kept. */
export function storeManifests(
  plan: Plan,
  { waves, resolver, workloads }: EnvironmentPlan,
  store: StorePlan,
): readonly Manifest[] {
  const kind = storeOf(store);
  const manifests = kind.objects(store, {
    service: plan.service,
    waves,
    resolver,
    clients: workloads
      .filter(({ stores }) => stores.some(({ key }) => key === store.key))
      .map(({ component }) => selectorOf(component.objectName)),
  });
  if (!kind.isKept(store)) return manifests;
  return manifests.map(({ file, object }) => ({ file, object: kept(plan, object) }));
}

const kept = (plan: Plan, { metadata, ...object }: KubernetesObject): KubernetesObject => ({
  ...object,
  metadata: {
    ...metadata,
    annotations: { ...metadata.annotations, ...keepAnnotations(plan) },
  },
});
