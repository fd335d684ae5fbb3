/** Keys of labels by which Kubernetes, its tools and we find objects. */
export const labelKeys = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  component: 'app.kubernetes.io/component',
  partOf: 'app.kubernetes.io/part-of',
  /** On every namespace, by Kubernetes itself. */
  namespaceName: 'kubernetes.io/metadata.name',
  podSecurity: 'pod-security.kubernetes.io/enforce',
} as const;

/** Labels of nodes, by which pods are spread. */
export const topologyKeys = {
  node: 'kubernetes.io/hostname',
  zone: 'topology.kubernetes.io/zone',
} as const;

/** How the annotations begin that only Argo CD reads. */
export const argocdPrefix = 'argocd.argoproj.io/';
