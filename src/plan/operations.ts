/** How components send each other events in an environment. */
export type MessagingPlan = { readonly kind: 'none' } | DaprPlan;

export interface DaprPlan {
  readonly kind: 'dapr';
  readonly broker: {
    readonly kind: 'kafka';
    readonly secret: string;
    readonly keys: { readonly brokers: string; readonly username: string; readonly password: string };
    readonly mechanism: 'SHA-256' | 'SHA-512' | 'PLAINTEXT';
    readonly tls: boolean;
    readonly ports: readonly number[];
    readonly maxMessageBytes: number;
  };
  /** Key of the Redis store that is the state store too. */
  readonly state: string | undefined;
  /** From 0 to 1. */
  readonly sampling: number;
  readonly apiLogging: boolean;
}

/** What is measured, shown and warned about in an environment. */
export type MonitoringPlan = { readonly kind: 'none' } | PrometheusPlan;

export interface PrometheusPlan {
  readonly kind: 'prometheus';
  readonly namespace: string;
  /** Helm release of kube-prometheus-stack. */
  readonly release: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Like `30s`. */
  readonly interval: string;
  /** Seconds of latency; nothing where it is not watched. */
  readonly alerts: { readonly errorPercent: number; readonly latency: number | undefined; readonly restarts: number };
  readonly dashboards: boolean;
  readonly slack: { readonly channel: string; readonly secret: string; readonly key: string } | undefined;
}

/** A HorizontalPodAutoscaler; percent of the requests, times in seconds. */
export interface AutoscalingPlan {
  readonly min: number;
  readonly max: number;
  readonly cpu: number;
  readonly memory: number | undefined;
  readonly scaleUp: ScalingSpeed;
  readonly scaleDown: ScalingSpeed;
}
export interface ScalingSpeed {
  readonly windowSeconds: number;
  readonly pods: number;
  readonly periodSeconds: number;
}
