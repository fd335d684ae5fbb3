import type { WorkloadPlan } from '../../plan/plan.ts';
import { countText } from '../../render/markdown.ts';

/** `2 pods`, or `2 to 6 pods` where the load decides. */
export const podsOf = ({
  replicas,
  autoscaling,
}: Pick<WorkloadPlan, 'replicas' | 'autoscaling'>): string =>
  autoscaling === undefined
    ? countText(replicas, 'pod')
    : `${autoscaling.min} to ${countText(autoscaling.max, 'pod')}`;
