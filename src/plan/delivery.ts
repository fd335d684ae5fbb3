/** Who brings what git says to the cluster. */
export type DeliveryPlan = ArgocdPlan | PushPlan;

export interface ArgocdPlan {
  readonly kind: 'argocd';
  /** Namespace of Argo CD. */
  readonly namespace: string;
  readonly project: string;
  readonly rootApp: boolean;
}

export interface PushPlan {
  readonly kind: 'push';
  /** How CI reaches the cluster. */
  readonly cluster:
    | { readonly kind: 'doctl'; readonly name: string }
    | { readonly kind: 'kubeconfig' };
  /** Revisions of the release that Helm keeps. */
  readonly historyMax: number;
}
