import type { WorkloadPlan } from '../../../plan/plan.ts';

/** Whether a component sends, or gets, the events of a topic. */
export const names =
  (way: 'publishes' | 'subscribes', topic: string) =>
  (workload: WorkloadPlan): boolean =>
    workload[way].some(({ name }) => name === topic);
