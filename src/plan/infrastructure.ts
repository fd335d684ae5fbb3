/** What a cluster is made of, once; sizes as Kubernetes quantities, prices in US dollars a month. */
export type InfrastructurePlan = { readonly kind: 'none' } | DoctlPlan;

export interface DoctlPlan {
  readonly kind: 'doctl';
  readonly cluster: string;
  readonly region: string;
  readonly nodes: { readonly size: string; readonly min: number; readonly max: number };
  readonly email: string | undefined;
  readonly metrics: {
    readonly retention: string;
    readonly storage: string;
    readonly alertStorage: string;
  };
  readonly logs: { readonly storage: string; readonly retention: string };
  /** Environments that have no pods at night and over weekends; times in UTC. */
  readonly sleep:
    | { readonly environments: readonly string[]; readonly from: string; readonly to: string }
    | undefined;
  readonly prices: {
    readonly node: number;
    readonly loadBalancer: number;
    readonly volumePerGiB: number;
    readonly credit: number;
  };
}
