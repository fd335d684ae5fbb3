/** Namespaces that are not for services, by whose they are; an operator's is the one that its own manual names. */
const owners: Readonly<Record<string, readonly string[]>> = {
  'everything that names no namespace': ['default'],
  'Argo CD': ['argocd'],
  'Argo Rollouts': ['argo-rollouts'],
  Calico: ['calico-system', 'tigera-operator'],
  'cert-manager': ['cert-manager'],
  Cilium: ['cilium-secrets'],
  CloudNativePG: ['cnpg-system'],
  Contour: ['projectcontour'],
  Dapr: ['dapr-system'],
  'Envoy Gateway': ['envoy-gateway-system'],
  'External Secrets': ['external-secrets'],
  Flux: ['flux-system'],
  'the Gateway API': ['gateway-system'],
  Gatekeeper: ['gatekeeper-system'],
  'Google Cloud': ['gmp-public', 'gmp-system'],
  'ingress-nginx': ['ingress-nginx'],
  Istio: ['istio-ingress', 'istio-operator', 'istio-system'],
  KEDA: ['keda'],
  Knative: ['knative-eventing', 'knative-serving'],
  Kyverno: ['kyverno'],
  Linkerd: ['linkerd', 'linkerd-viz'],
  'Local Path Provisioner': ['local-path-storage'],
  Longhorn: ['longhorn-system'],
  MetalLB: ['metallb-system'],
  'NGINX Gateway Fabric': ['nginx-gateway'],
  OpenShift: ['openshift'],
  'Operator Lifecycle Manager': ['olm', 'operators'],
  Prometheus: ['monitoring'],
  Rancher: ['cattle-system'],
  Rook: ['rook-ceph'],
  'Sealed Secrets': ['sealed-secrets'],
  Tekton: ['tekton-pipelines'],
  Traefik: ['traefik'],
  Velero: ['velero'],
};

/** Beginnings of names that a platform keeps for itself. */
const prefixes: Readonly<Record<string, string>> = {
  'gke-managed-': 'Google Cloud',
  'kube-': 'Kubernetes',
  'openshift-': 'OpenShift',
};

/** Whose a namespace is, if it is the cluster's or an operator's. */
export const clusterOwnerOf = (namespace: string): string | undefined =>
  Object.entries(owners).find(([, names]) => names.includes(namespace))?.[0] ??
  Object.entries(prefixes).find(([prefix]) => namespace.startsWith(prefix))?.[1];

/** Folders of an overlay: the overlay of a namespace that is called like one would stand in its place. */
export const reservedNamespaces: readonly string[] = ['custom', 'patches', 'release', 'secrets'];
