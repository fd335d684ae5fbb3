import type { KubernetesObject } from '../kubernetes-object.ts';
import { Commented } from '../spec.ts';

/** Checks that we do not follow, and why; the reason stands in the output. */
const checkovReasons = {
  CKV_K8S_35: 'secrets are environment variables, which twelve-factor applications expect',
  CKV_K8S_43: 'pinned by its full version; set dataStores.<store>.image to pin a digest',
} as const;

const kubeScoreReasons: Readonly<Record<string, string>> = {
  'deployment-replicas': 'one replica is what the config asks for',
  'deployment-strategy': 'one server with one volume cannot run twice, so it is stopped before its successor starts',
  'networkpolicy-targets-pod': 'the operator makes the pods that this policy selects',
};

/** Annotations that exempt an object from checks of checkov, with the reasons. */
export const exemptFromCheckov = (...checks: readonly (keyof typeof checkovReasons)[]): Record<string, string> =>
  Object.fromEntries(checks.map((check, index) => [`checkov.io/skip${index + 1}`, `${check}=${checkovReasons[check]}`]));

const kubeScoreKey = 'kube-score/ignore';

/** The annotation that exempts an object from checks of kube-score; `explained` adds the reasons. */
export const exemptFromKubeScore = (...checks: readonly string[]): Record<string, string> => (checks.length === 0 ? {} : { [kubeScoreKey]: checks.join(',') });

/** The same object with the reason of each kube-score exemption beside it, as a comment. */
export function explained(object: KubernetesObject): KubernetesObject {
  const { annotations } = object.metadata;
  const ignored = annotations?.[kubeScoreKey];
  if (typeof ignored !== 'string') return object;
  const after = ignored.split(',').map((check) => kubeScoreReasons[check] ?? '').join('; ');
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [kubeScoreKey]: new Commented(ignored, { after }) } } };
}
