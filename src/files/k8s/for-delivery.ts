import { argocdPrefix } from '../../domain/labels.ts';
import type { Plan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';

/**
 * An object for who delivers it. Builders say order in the words of
 * Argo CD; where CI pushes, order is what Kubernetes makes of it.
 */
export function forDelivery({ delivery }: Plan, object: KubernetesObject): KubernetesObject {
  if (delivery.hasWaves) return object;
  const { annotations = {}, ...metadata } = object.metadata;
  const said = Object.entries(annotations).filter(([name]) => !name.startsWith(argocdPrefix));
  return {
    ...object,
    metadata: said.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(said) },
  };
}
