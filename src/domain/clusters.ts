/** The API server of a cluster, as what runs in that cluster calls it. */
export const inCluster = 'https://kubernetes.default.svc';

/** Whether an environment runs in the cluster that everything here is about. */
export const runsHere = ({ cluster }: { readonly cluster: string }): boolean =>
  cluster === inCluster;
