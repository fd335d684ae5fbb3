import { argocdPrefix } from '../../domain/labels.ts';
import type { Plan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { neverPruned } from '../../kubernetes/metadata.ts';

/**
 * An object for who delivers it. Builders say order and what must
 * be kept in the words of Argo CD; where CI pushes, order is
 * what Kubernetes makes of it, and what renders may have its own word for what must be kept.
 */
export function forDelivery(
  { delivery, packaging }: Plan,
  object: KubernetesObject,
): KubernetesObject {
  if (delivery.hasWaves) return object;
  const { annotations = {}, ...metadata } = object.metadata;
  const isKept = Object.keys(neverPruned).some((name) => name in annotations);
  const others = Object.entries(annotations).filter(([name]) => !name.startsWith(argocdPrefix));
  const said = [...others, ...(isKept ? Object.entries(packaging.keep) : [])];
  return {
    ...object,
    metadata: said.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(said) },
  };
}
