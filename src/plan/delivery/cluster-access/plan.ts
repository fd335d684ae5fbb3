/** How CI gets into the cluster. */
export type ClusterAccessPlan = DoctlAccess | KubeconfigAccess;

/** What everybody may ask, whichever way it is. */
export interface ClusterAccessFacts {
  /** The secret of each GitHub environment that lets CI in. */
  readonly secret: string;
  /** Which cluster that is; nothing where only whoever lets CI in knows it. */
  readonly cluster: string | undefined;
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
