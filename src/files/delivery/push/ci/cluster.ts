import { byKind, type ByKind } from '../../../../domain/member.ts';
import type { EnvironmentPlan, Plan, PushPlan } from '../../../../plan/plan.ts';
import { packagerOf } from '../../../packaging/index.ts';
import { action, expression, run } from '../../../workflows/workflow.ts';
import { quoted } from '../../../writing/quoted.ts';
import type { Mapping } from '../../../workflows/workflow.ts';

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
  ...byKind(entrances, target.delivery.cluster, target, more),
];

const entrances: ByKind<PushPlan['cluster'], [Target, Mapping], readonly Mapping[]> = {
  doctl: ({ name }, { delivery, environment }, more) => [
    action(
      'Install doctl',
      'digitalocean/action-doctl',
      { token: expression(`secrets.${delivery.clusterSecret}`) },
      more,
    ),
    // As long as the job may last: the way back needs the cluster too.
    run(
      'Connect to the cluster',
      `umask 077
doctl kubernetes cluster kubeconfig save ${quoted(name)} --expiry-seconds ${String(60 * minutesOf(environment))}`,
      { ...more, env: clusterEnvironment },
    ),
  ],
  kubeconfig: (_, { delivery: { clusterSecret } }, more) => [
    run(
      'Connect to the cluster',
      `umask 077
printf '%s\\n' "\${CONTENT}" >"\${KUBECONFIG}"`,
      {
        ...more,
        env: { ...clusterEnvironment, CONTENT: expression(`secrets.${clusterSecret}`) },
      },
    ),
  ],
};

/** The step that leaves no way in behind on a runner that others use after. */
export const leaveCluster: Mapping = run(
  'Remove the cluster credentials',
  'rm -f -- "${KUBECONFIG}"',
  { if: expression('always()'), env: clusterEnvironment },
);
