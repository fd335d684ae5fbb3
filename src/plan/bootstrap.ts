import { runsHere } from '../domain/clusters.ts';
import { chartStep, fileStep, operatorStep, releaseStep, type Step } from './bootstrap-steps.ts';
import { operatorsOf } from './operators.ts';
import type { ClusterPlan } from './infrastructure/plan.ts';
import type { MonitoringBootstrap } from './monitoring/plan.ts';
import type { EnvironmentPlan, Plan, RoutingPlan } from './plan.ts';

export type { Step } from './bootstrap-steps.ts';

/** What a cluster is made of, in the order in which it is made. */
export interface BootstrapPlan {
  readonly cluster: ClusterPlan;
  /** The environments that run in this cluster. */
  readonly environments: readonly EnvironmentPlan[];
  readonly namespaces: readonly NamespacePlan[];
  readonly steps: readonly Step[];
  readonly routing: RoutingPlan;
  /** ClusterIssuers that certificates come from; none without TLS. */
  readonly issuers: readonly { readonly name: string; readonly server: string }[];
  /** Alerts about nodes; none where nothing is measured. */
  readonly nodeAlerts: NodeAlertsPlan | undefined;
}

/** Where the rules about nodes stand, and who is told. */
export interface NodeAlertsPlan {
  readonly namespace: string;
  /** Helm release of the Prometheus that reads them. */
  readonly release: string;
  /** Labels of each alert: an AlertmanagerConfig is given only alerts that carry its own namespace. */
  readonly labels: Readonly<Record<string, string>>;
  /** The environment whose channel they go to; nobody's without Slack. */
  readonly told: { readonly environment: string; readonly channel: string } | undefined;
}

export interface NamespacePlan {
  readonly name: string;
  /** Pod Security Standard that its pods must keep. */
  readonly level: 'restricted' | 'baseline' | 'privileged';
}

/** The bootstrap that a plan asks for, if it does. */
export function bootstrapOf(plan: Plan): BootstrapPlan | undefined {
  const { cluster } = plan.infrastructure;
  if (cluster === undefined) return undefined;
  const environments = plan.environments.filter(runsHere);
  const { routing } = environments[0] ?? plan.local;
  const issuers = issuersOf(cluster, environments);
  const steps = stepsOf({
    plan,
    cluster,
    environments,
    routing,
    hasIssuers: issuers.length > 0,
  });
  return {
    cluster,
    environments,
    routing,
    issuers,
    steps,
    nodeAlerts: nodeAlertsPlan(environments, plan.service.name),
    namespaces: namespacesOf(environments, steps, routing),
  };
}

function namespacesOf(
  environments: readonly EnvironmentPlan[],
  steps: readonly Step[],
  routing: RoutingPlan,
): NamespacePlan[] {
  const own = environments.map(({ namespace }) => namespace);
  const privileged = watcherOf(environments)?.privileged ?? [];
  const system = [
    ...steps.flatMap((step) => ('namespace' in step ? [step.namespace] : [])),
    ...routing.bootstrap.namespaces,
  ].filter((name) => name !== '' && name !== 'kube-system' && !own.includes(name));
  return [
    ...own.map((name) => ({ name, level: 'restricted' }) as const),
    ...[...new Set(system)].map(
      (name) =>
        ({
          name,
          level: privileged.includes(name) ? 'privileged' : 'baseline',
        }) as const,
    ),
  ];
}

interface StepsInput {
  readonly plan: Plan;
  readonly cluster: ClusterPlan;
  readonly environments: readonly EnvironmentPlan[];
  readonly routing: RoutingPlan;
  readonly hasIssuers: boolean;
}

/** Namespaces stand before all of it; who defines kinds comes before who uses them. */
function stepsOf({ plan, cluster, environments, routing, hasIssuers }: StepsInput): Step[] {
  const operators = operatorsOf(environments);
  const { delivery } = plan;
  const steps: readonly (readonly [boolean, () => readonly Step[]])[] = [
    [!cluster.provider.bringsMetricsServer, () => [metricsServer(cluster)]],
    [true, () => routing.bootstrap.controllers],
    [
      hasIssuers || operators.some(({ needsCertificates }) => needsCertificates),
      () => [chartStep('cert-manager')],
    ],
    [true, () => routing.bootstrap.entrance],
    [
      hasIssuers,
      () => [
        fileStep(
          'cert-manager-issuers',
          'Certificate issuers',
          'tell cert-manager where to get certificates',
        ),
      ],
    ],
    [true, () => environments.find(({ messaging }) => messaging.carries)?.messaging.steps ?? []],
    [
      true,
      () =>
        plan.secrets.controller === undefined
          ? []
          : [chartStep(plan.secrets.controller.chart, plan.secrets.controller.namespace)],
    ],
    [true, () => operators.map(operatorStep)],
    [
      true,
      () =>
        delivery.controller === undefined
          ? []
          : [
              {
                ...releaseStep(delivery.controller.release),
                kustomized: true,
                namespace: delivery.controller.namespace,
              },
            ],
    ],
    [true, () => watcherOf(environments)?.steps ?? []],
    [
      cluster.sleep !== undefined,
      () => [fileStep('sleep', 'Sleep', 'scales environments to zero at night and over weekends')],
    ],
  ];
  return steps.flatMap(([wanted, made]) => (wanted ? made() : []));
}

const metricsServer = ({ provider }: ClusterPlan): Step => ({
  ...chartStep('metrics-server'),
  why: `autoscaling and kubectl top; not included in ${provider.title}`,
});

/** What the environments need to be watched, where one is; all that are watched are watched alike. */
const watcherOf = (environments: readonly EnvironmentPlan[]): MonitoringBootstrap | undefined =>
  environments.map(({ monitoring }) => monitoring.bootstrap).find((found) => found !== undefined);

/**
 * They reach the channel of the last environment that has one: its
 * AlertmanagerConfig and its secret are there, whatever brings secrets.
 */
function nodeAlertsPlan(
  environments: readonly EnvironmentPlan[],
  service: string,
): NodeAlertsPlan | undefined {
  const rules = watcherOf(environments)?.nodeAlerts;
  if (rules === undefined) return undefined;
  const { namespace, release } = rules;
  const [told] = environments
    .toReversed()
    .flatMap(({ monitoring: { channel }, ...environment }) =>
      channel === undefined ? [] : [{ ...environment, channel }],
    );
  if (told === undefined) return { namespace, release, labels: { namespace }, told };
  return {
    namespace,
    release,
    labels: { namespace: told.namespace, service },
    told: { environment: told.name, channel: told.channel },
  };
}

const acme = {
  staging: 'https://acme-staging-v02.api.letsencrypt.org/directory',
  production: 'https://acme-v02.api.letsencrypt.org/directory',
} as const;

/** Let's Encrypt twice, to try and to use, and under each name that routes ask for. */
function issuersOf(
  { email }: ClusterPlan,
  environments: readonly EnvironmentPlan[],
): BootstrapPlan['issuers'] {
  const asking = environments.flatMap(({ routing }) => routing.bootstrap.certificates ?? []);
  if (email === undefined || asking.length === 0) return [];
  const asked = asking.flatMap(({ issuers }) => issuers);
  return [...new Set(['letsencrypt-staging', 'letsencrypt-prod', ...asked])].map((name) => ({
    name,
    server: name === 'letsencrypt-staging' ? acme.staging : acme.production,
  }));
}
