/** A program of the live cluster, and how Go makes it. */
export interface Program {
  readonly name: string;
  /** The Go module below this folder whose versions it is compiled with. */
  readonly module: 'kube' | 'argo';
  readonly package: string;
  /** Variables that say its version. */
  readonly variables?: Readonly<Record<string, string>>;
}

const kubernetes = '1.36.1';
const argoCd = '3.2.11';
const sealedSecrets = '0.36.6';

/** What Kubernetes' programs call their version; without it they say v0.0.0-master, which operators refuse. */
const kubernetesVersion = {
  'k8s.io/component-base/version.gitVersion': `v${kubernetes}`,
  'k8s.io/component-base/version.gitMajor': '1',
  'k8s.io/component-base/version.gitMinor': '36',
  'k8s.io/client-go/pkg/version.gitVersion': `v${kubernetes}`,
};

/**
 * Every program, in the order in which they are compiled: those of one module
 * share most packages, and the first of each pays for them.
 */
export const programs: readonly Program[] = [
  { name: 'hyperkube', module: 'kube', package: './hyperkube', variables: kubernetesVersion },
  {
    name: 'kubectl',
    module: 'kube',
    package: 'k8s.io/kubernetes/cmd/kubectl',
    variables: kubernetesVersion,
  },
  { name: 'etcd', module: 'kube', package: 'go.etcd.io/etcd/server/v3' },
  { name: 'cert-manager', module: 'kube', package: './certmanager' },
  {
    name: 'cloudnative-pg',
    module: 'kube',
    package: 'github.com/cloudnative-pg/cloudnative-pg/cmd/manager',
  },
  {
    name: 'sealed-secrets',
    module: 'kube',
    package: 'github.com/bitnami-labs/sealed-secrets/cmd/controller',
    variables: { 'main.VERSION': sealedSecrets },
  },
  {
    name: 'prometheus-operator-webhook',
    module: 'kube',
    package: 'github.com/prometheus-operator/prometheus-operator/cmd/admission-webhook',
  },
  { name: 'istio', module: 'kube', package: './istio' },
  {
    name: 'envoy-gateway',
    module: 'kube',
    package: 'github.com/envoyproxy/gateway/cmd/envoy-gateway',
  },
  {
    name: 'argocd',
    module: 'argo',
    package: 'github.com/argoproj/argo-cd/v3/cmd',
    variables: { 'github.com/argoproj/argo-cd/v3/common.version': argoCd },
  },
  { name: 'redis', module: 'argo', package: './redis' },
];
