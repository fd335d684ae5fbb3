import type { EnvironmentPlan, Plan, PushPlan } from '../../../../plan/plan.ts';
import { packagerOf } from '../../../packaging/index.ts';
import { expression, run } from '../../../workflows/workflow.ts';
import type { Mapping } from '../../../workflows/workflow.ts';
import { clusterAccessOf } from '../cluster-access/index.ts';

/** Where a job deploys to, and what gets it in there. */
export interface Target {
  readonly plan: Plan;
  readonly delivery: PushPlan;
  readonly environment: EnvironmentPlan;
}

/** Minutes that a deployment may take: the rollout, the way back, and what surrounds them. */
export const minutesOf = ({ timeoutSeconds }: EnvironmentPlan): number =>
  Math.ceil((3 * timeoutSeconds) / 60) + 20;

/** Where kubectl, Helm and doctl find the cluster, in the steps that need it. */
export const clusterEnvironment: Mapping = {
  KUBECONFIG: `${expression('runner.temp')}/kubeconfig`,
};

/** Steps that let the job into the cluster, late, so that nothing else of it sees how. */
export const clusterSteps = (target: Target, more: Mapping): readonly Mapping[] => [
  ...packagerOf(target.plan).ci.install.map((step) => ({ ...step, ...more })),
  ...clusterAccessOf(target.delivery.cluster).steps({
    minutes: minutesOf(target.environment),
    environment: clusterEnvironment,
    more,
  }),
];

/** The step that leaves no way in behind on a runner that others use after. */
export const leaveCluster: Mapping = run(
  'Remove the cluster credentials',
  'rm -f -- "${KUBECONFIG}"',
  { if: expression('always()'), env: clusterEnvironment },
);
