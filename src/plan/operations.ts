/** How components send each other events in an environment. */
export type MessagingPlan = { readonly kind: 'none' } | DaprPlan;

export interface DaprPlan {
  readonly kind: 'dapr';
  readonly broker: {
    readonly kind: 'kafka';
    readonly secret: string;
    readonly keys: {
      readonly brokers: string;
      readonly username: string;
      readonly password: string;
    };
    readonly mechanism: 'SHA-256' | 'SHA-512' | 'PLAINTEXT';
    readonly tls: boolean;
    readonly ports: readonly number[];
    /** Whole bytes, as Dapr reads them. */
    readonly maxMessageBytes: string;
  };
  /** Name of the pub/sub component. */
  readonly pubsub: string;
  /** Topics by the names that components use. */
  readonly topics: Readonly<Record<string, string>>;
  /** The state store component, and the Redis store behind it. */
  readonly state:
    | {
        readonly name: string;
        readonly store: string;
        readonly host: string;
        readonly secret: string;
        readonly key: string;
      }
    | undefined;
  /** Share of traced calls from 0 to 1, as Dapr reads it. */
  readonly samplingRate: string;
  readonly apiLogging: boolean;
}

/** A topic by the name that components use, and as the broker knows it here. */
export interface TopicPlan {
  readonly name: string;
  /** Environment variable that says it to the application. */
  readonly variable: string;
  readonly topic: string;
}

/** A Dapr sidecar, as annotations of a pod ask for it. */
export interface SidecarPlan {
  /** Whether the application sends or gets events. */
  readonly hasEvents: boolean;
  /** Whether it brings events to the application. */
  readonly delivers: boolean;
  /** Whether the application keeps state through it. */
  readonly keepsState: boolean;
  /** What the container of the application is told: names of Dapr components. */
  readonly variables: Readonly<Record<string, string>>;
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
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
