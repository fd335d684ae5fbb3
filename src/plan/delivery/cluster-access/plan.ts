/** How CI gets into the cluster. */
export type ClusterAccessPlan = DoctlAccess | KubeconfigAccess;

/** What everybody may ask, whichever way it is. */
export interface ClusterAccessFacts {
  /** The secret of each GitHub environment that lets CI in. */
  readonly secret: string;
}

/** By an access token of DigitalOcean. */
export interface DoctlAccess extends ClusterAccessFacts {
  readonly kind: 'doctl';
  readonly name: string;
}

/** By a kubeconfig, which works with every cluster. */
export interface KubeconfigAccess extends ClusterAccessFacts {
  readonly kind: 'kubeconfig';
}
