interface Pods {
  readonly replicas?: number | undefined;
  readonly autoscaling?: { readonly enabled: boolean; readonly min: number } | undefined;
}

/** How many pods a component has; where the load decides, at least. */
export const leastPods = ({ replicas, autoscaling }: Pods): number =>
  autoscaling?.enabled === true ? autoscaling.min : (replicas ?? 1);
