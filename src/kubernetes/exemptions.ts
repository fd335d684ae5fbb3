/** Checks that we do not follow, and why; the reason stands in the output. */
const checkovReasons = {
  CKV_K8S_35: 'secrets are environment variables, which twelve-factor applications expect',
  CKV_K8S_43: 'pinned by its full version; set dataStores.<store>.image to pin a digest',
} as const;

const kubeScoreReasons: Readonly<Record<string, string>> = {
  'deployment-replicas': 'the config sets one replica',
  'horizontalpodautoscaler-replicas': 'the config sets a minimum of one pod',
  'deployment-strategy':
    'one server with one volume cannot run twice, so it is stopped before its successor starts',
  'networkpolicy-targets-pod': 'the operator creates the pods that this policy selects',
};

/** Annotations that exempt an object from checks of checkov, with the reasons. */
export const exemptFromCheckov = (
  ...checks: readonly (keyof typeof checkovReasons)[]
): Record<string, string> =>
  Object.fromEntries(
    checks.map((check, index) => [
      `checkov.io/skip${index + 1}`,
      `${check}=${checkovReasons[check]}`,
    ]),
  );

const kubeScoreKey = 'kube-score/ignore';

/** The annotation that exempts an object from checks of kube-score. */
export const exemptFromKubeScore = (...checks: readonly string[]): Record<string, string> =>
  checks.length === 0 ? {} : { [kubeScoreKey]: checks.join(',') };

/** The reasons of exemptions that an annotation says, for a comment beside it. */
export const reasonsOf = (annotation: string, ignored: string): string | undefined =>
  annotation === kubeScoreKey
    ? ignored
        .split(',')
        .map((check) => kubeScoreReasons[check] ?? '')
        .join('; ')
    : undefined;
