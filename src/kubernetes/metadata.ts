import type { Role, WavePlan } from '../domain/waves.ts';
import type { KubernetesObject } from '../render/kubernetes-object.ts';

/** A manifest and the file of the base that it stands in. */
export interface Manifest {
  /** File name without extension: `deployment`, `postgres-userdata`. */
  readonly file: string;
  readonly object: KubernetesObject;
}

/** As much of a plan as labels tell. */
export interface Labelled {
  readonly service: { readonly system: string };
}

/** What selects the pods of one workload; never changed on a living Deployment. */
export const selectorOf = (objectName: string): Record<string, string> => ({
  'app.kubernetes.io/name': objectName,
});

/** The standard labels (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/). */
export function labelsOf(
  { service }: Labelled,
  objectName: string,
  component: string,
): Record<string, string> {
  return {
    'app.kubernetes.io/name': objectName,
    'app.kubernetes.io/instance': objectName,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': service.system,
  };
}

/** Labels of what belongs to a component. */
export const componentLabels = (
  plan: Labelled,
  { objectName, name }: { readonly objectName: string; readonly name: string },
): Record<string, string> => labelsOf(plan, objectName, name);

/** The annotation that puts an object into its sync wave. */
export const syncWave = (
  { waves }: { readonly waves: WavePlan },
  role: Role,
): Record<string, string> => ({
  'argocd.argoproj.io/sync-wave': String(waves[role]),
});

/** Keeps an object that holds data when it leaves git or its Application is deleted. */
export const neverPruned = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
} as const;

/** Labels of the namespaces: whatever is not restricted is refused (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
export const namespaceLabels = ({ system }: Labelled['service']): Record<string, string> => ({
  'app.kubernetes.io/part-of': system,
  'pod-security.kubernetes.io/enforce': 'restricted',
});
