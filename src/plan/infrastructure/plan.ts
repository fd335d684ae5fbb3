import type { Load } from '../../domain/load.ts';

/** What the cluster itself is made of. */
export type InfrastructurePlan = NoInfrastructure | DoctlPlan;

/** What everybody may ask, whatever makes the cluster. */
export interface InfrastructureFacts {
  /** The cluster that is made, once; nothing where it is somebody else's. */
  readonly cluster: ClusterPlan | undefined;
}

export interface NoInfrastructure extends InfrastructureFacts {
  readonly kind: 'none';
}

/** A cluster of DigitalOcean, made by a script that calls doctl. */
export interface DoctlPlan extends InfrastructureFacts {
  readonly kind: 'doctl';
  readonly cluster: ClusterPlan;
  readonly region: string;
}

/** A cluster that is made; sizes as Kubernetes quantities, prices in US dollars a month. */
export interface ClusterPlan {
  readonly name: string;
  /** What cannot be changed about it once it is there, or not by its script. */
  readonly identity: Readonly<Record<string, string>>;
  /** What kubectl calls it. */
  readonly context: string;
  /** What makes it, or brings what is missing in it. */
  readonly script: string;
  readonly provider: ProviderPlan;
  readonly nodes: {
    readonly size: string;
    readonly min: number;
    readonly max: number;
    /** What pods may ask for on one of them. */
    readonly room: Load;
  };
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

/** Who runs the nodes, and what comes with them. */
export interface ProviderPlan {
  readonly title: string;
  readonly bringsMetricsServer: boolean;
  /** Whether applications see the address of its load balancer, and not of the client. */
  readonly balancerIsProxy: boolean;
  /** Whether it shows the metrics of the control plane to nobody. */
  readonly hidesControlPlane: boolean;
}
