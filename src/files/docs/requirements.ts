import { bootstrapOf } from '../../plan/bootstrap.ts';
import { deployWorkflow, paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import { monitoringOf } from '../monitoring/index.ts';
import { needsOf } from '../preflight/needs.ts';
import type { PromiseCells } from '../delivery/contract.ts';
import { deliveryOf } from '../delivery/index.ts';
import { secretsOf } from '../secrets/index.ts';
import { routingTexts } from '../routing/index.ts';
import type { Document } from '../writing/document.ts';
import { firstEnvironmentOf, lastEnvironmentOf } from '../writing/first-of.ts';
import { code, countText, table } from '../../render/markdown.ts';
import { deploymentOf } from '../writing/commands.ts';

/**
 * What the config promises about operation, where it says so, and
 * how to see it; where CI or people work on the cluster.
 */
export function requirements(plan: Plan): readonly Document[] {
  if (!plan.delivery.reachesCluster && bootstrapOf(plan) === undefined) return [];
  const rows = promises.flatMap(({ what, of }) =>
    of(plan).map(({ says, where, check }) => [what, says, code(where), code(check)]),
  );
  return [
    {
      path: paths.requirements,
      template: 'requirements.md',
      values: {
        name: plan.service.name,
        table: table(['Requirement', 'Guarantee', 'Config', 'Verify'], rows),
      },
    },
  ];
}

interface PromiseRow {
  readonly what: string;
  /** Nothing, where the config does not back it. */
  readonly of: (plan: Plan) => readonly PromiseCells[];
}

const perEnvironment =
  (says: (environment: EnvironmentPlan, plan: Plan) => readonly PromiseCells[]) =>
  (plan: Plan): readonly PromiseCells[] =>
    plan.environments.flatMap((environment) => says(environment, plan));

/** Every promise; each follows from what is rendered, never from what is hoped for. */
const promises: readonly PromiseRow[] = [
  {
    what: 'Changes are deployed in time',
    of: (plan) => deliveryOf(plan).docs.promises.changeInTime,
  },
  {
    what: 'Rollouts finish in time',
    of: perEnvironment((environment, plan) =>
      deliveryOf(plan).docs.promises.rolloutInTime(environment),
    ),
  },
  {
    what: 'Rollouts without downtime',
    of: perEnvironment((environment) =>
      environment.workloads.slice(0, 1).map((workload) => ({
        says:
          `${environment.name}: an old pod stops only when a new one is ready, and keeps ` +
          `serving for ${workload.shutdown.delaySeconds} s`,
        where: 'components.<name>.health, shutdown',
        check: `kubectl get -n ${environment.namespace} ${deploymentOf(workload)} -o jsonpath='{.spec.strategy}'`,
      })),
    ),
  },
  {
    what: 'Node failures are tolerated',
    of: perEnvironment((environment) => aFailedNode(environment)),
  },
  {
    what: 'Broken pods are detected',
    of: perEnvironment((environment) =>
      environment.workloads.map((workload) => ({
        says:
          `${environment.name}: ${workload.component.name} gets no traffic after ` +
          `${seconds(workload.component.ready)} s, and restarts after ` +
          `${seconds(workload.component.live)} s`,
        where: `components.${workload.component.name}.health`,
        check: `kubectl describe -n ${environment.namespace} ${deploymentOf(workload)}`,
      })),
    ),
  },
  {
    what: 'Pods scale with load',
    of: perEnvironment((environment, plan) =>
      needsOf(plan, environment).autoscales
        ? [
            ...environment.workloads.flatMap((workload) => scaling(environment, workload)),
            ...inTime(environment),
          ]
        : [],
    ),
  },
  {
    what: 'HTTPS',
    of: perEnvironment((environment, { service }) => {
      const { certificates } = routingTexts(environment, service.name);
      return certificates === undefined
        ? []
        : environment.hosts.map((host) => ({
            says: `${environment.name}: ${host} has a certificate from ${certificates.from}`,
            where: certificates.where,
            check: `curl --head https://${host}`,
          }));
    }),
  },
  {
    what: 'Secrets stay out of git and images',
    of: (plan) => [{ ...secretsOf(plan).docs.promise, where: 'secrets' }],
  },
  {
    what: 'Environments are isolated',
    of: perEnvironment(({ name, namespace }) => [
      {
        says: `${name}: its own namespace, secrets, and policies that admit only declared traffic`,
        where: `environments.${name}`,
        check: `kubectl get networkpolicy,secret -n ${namespace}`,
      },
    ]),
  },
  {
    what: 'Every component and store has limits',
    of: (plan) => [
      {
        says: 'requests and limits for CPU, memory and disk',
        where: 'components.<name>.resources',
        check:
          `kubectl get pods -n ${lastEnvironmentOf(plan).namespace} -o jsonpath='{range ` +
          '.items[*]}{.metadata.name}{.spec.containers[*].resources.limits}{"\\n"}{end}\'',
      },
    ],
  },
  {
    what: 'Metrics are fresh',
    of: perEnvironment((environment) => {
      const freshness = monitoringOf(environment.monitoring).freshness(environment);
      return freshness === undefined ? [] : [freshness];
    }),
  },
  {
    what: 'Earlier releases can be restored',
    of: (plan) => [deliveryOf(plan).docs.promises.earlierRelease()],
  },
  {
    what: 'Rollbacks finish in time',
    of: perEnvironment((environment, plan) =>
      deliveryOf(plan).docs.promises.backInTime(environment),
    ),
  },
  {
    what: 'No manual deployments',
    of: (plan) => [
      {
        says: deliveryOf(plan).docs.promises.nobodyByHand,
        where: 'delivery',
        check: `gh run list --workflow ${deployWorkflow(firstEnvironmentOf(plan).name)}.yaml`,
      },
    ],
  },
];

const seconds = ({
  periodSeconds,
  failureThreshold,
}: {
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}): number => periodSeconds * failureThreshold;

/** Only two pods or more outlive a node, and only if every component has them. */
function aFailedNode({ name, namespace, workloads }: EnvironmentPlan): readonly PromiseCells[] {
  const single = workloads
    .filter(({ replicas, autoscaling }) => (autoscaling?.min ?? replicas) < 2)
    .map(({ component }) => component.name);
  const says =
    single.length === 0
      ? `${name}: every component has two or more pods, on different nodes if possible`
      : `${name}: with an interruption: ${countText(single.length, 'component')} with one ` +
        `pod (${single.join(', ')}) must first start elsewhere`;
  return [
    {
      says,
      where: 'components.<name>.replicas',
      check: `kubectl get pods -n ${namespace} -o wide`,
    },
  ];
}

const scaling = (
  { name, namespace }: EnvironmentPlan,
  { component, autoscaling }: WorkloadPlan,
): readonly PromiseCells[] =>
  autoscaling === undefined
    ? []
    : [
        {
          says:
            `${name}: ${component.name} has ${autoscaling.min} to ${autoscaling.max} pods; above ` +
            `${autoscaling.cpu} % CPU for ${autoscaling.scaleUp.windowSeconds} s, up to ` +
            `${autoscaling.scaleUp.pods} more every ${autoscaling.scaleUp.periodSeconds} s`,
          where: `components.${component.name}.autoscaling`,
          check: `kubectl get hpa -n ${namespace}`,
        },
      ];

/** The autoscaler and the metrics-server look every 15 s each, unless their own flags say otherwise. */
const looking = 30;

/** When the autoscaler asks for pods is in our hands, when they are there is not. */
function inTime({ name, namespace, workloads }: EnvironmentPlan): readonly PromiseCells[] {
  const window = Math.max(
    ...workloads.flatMap(({ autoscaling }) =>
      autoscaling === undefined ? [] : [autoscaling.scaleUp.windowSeconds],
    ),
  );
  return [
    {
      says:
        `${name}: more pods are requested about ${looking + window} s after the load rises; ` +
        'their startup time is not guaranteed, and a new node takes minutes',
      where: 'components.<name>.autoscaling.scaleUp',
      check: `kubectl get events -n ${namespace} --field-selector reason=SuccessfulRescale`,
    },
  ];
}
