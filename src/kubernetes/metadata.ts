import { argocdPrefix, labelKeys } from '../domain/labels.ts';
import type { Role, WavePlan } from '../domain/waves.ts';
import type { KubernetesObject } from '../render/kubernetes-object.ts';

/** Labels by their names. */
export type Labels = Readonly<Record<string, string>>;

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
  [labelKeys.name]: objectName,
});

/** The standard labels (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/). */
export function labelsOf(
  { service }: Labelled,
  objectName: string,
  component: string,
): Record<string, string> {
  return {
    [labelKeys.name]: objectName,
    [labelKeys.instance]: objectName,
    [labelKeys.component]: component,
    [labelKeys.partOf]: service.system,
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
  [`${argocdPrefix}sync-wave`]: String(waves[role]),
});

/** The sync wave that a builder put an object into. */
export const waveOf = ({ metadata: { annotations } }: KubernetesObject): number =>
  Number(annotations?.[`${argocdPrefix}sync-wave`]);

/**
 * Labels of the namespaces: whatever is not restricted is refused
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 */
export const namespaceLabels = ({ system }: Labelled['service']): Record<string, string> => ({
  [labelKeys.partOf]: system,
  [labelKeys.podSecurity]: 'restricted',
});
