/** A topic by the name that components use, and as the broker knows it here. */
export interface TopicPlan {
  readonly name: string;
  /** Environment variable that says it to the application. */
  readonly variable: string;
  readonly topic: string;
}

/** What runs beside a component and carries its events and its state. */
export interface SidecarPlan {
  /** Whether the application sends or gets events. */
  readonly hasEvents: boolean;
  /** Whether it brings events to the application. */
  readonly delivers: boolean;
  /** Whether the application keeps state through it. */
  readonly keepsState: boolean;
  /** What the container of the application is told: names that it asks for. */
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
