import { paths } from '../../../plan/paths.ts';
import type { Plan, PrometheusPlan } from '../../../plan/plan.ts';
import type { Value } from '../../../render/spec.ts';
import type { MonitoredEnvironment } from '../contract.ts';

/** Every alert that there is. */
export type AlertName =
  | 'HighErrorRate'
  | 'HighLatency'
  | 'MetricsMissing'
  | 'NoReadyPods'
  | 'PodCrashLooping'
  | 'RolloutStuck'
  | 'AutoscalerAtMaximum'
  | 'AutoscalerBlind'
  | 'NodeCpuOver80Percent'
  | 'NodeMemoryOver80Percent'
  | 'NodeDiskOver80Percent'
  | 'NodesRequestedOver80Percent';

/** An alert: when it fires, what it says, and what a person does about it. */
export interface Alert {
  readonly name: AlertName;
  readonly severity: 'warning' | 'critical';
  /** PromQL; fires where it gives anything. */
  readonly when: string;
  /** How long it must hold first. */
  readonly lasts: string;
  readonly summary: string;
  readonly description: string;
}

/** The rules of an environment. */
export const alertRules = (
  plan: Plan,
  environment: MonitoredEnvironment,
  monitoring: PrometheusPlan,
): Value[] =>
  alertsIn(plan, environment, monitoring).map((alert) =>
    alertRule(plan, alert, { service: plan.service.name }),
  );

/**
 * An alert as Prometheus reads it; its labels say who is told
 * (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/).
 */
export const alertRule = (
  plan: Plan,
  { name, severity, when, lasts, summary, description }: Alert,
  labels: Readonly<Record<string, string>>,
): Value => ({
  alert: name,
  expr: when,
  for: lasts,
  labels: { severity, ...labels },
  annotations: { summary, description, runbook_url: `${runbookOf(plan)}#${name.toLowerCase()}` },
});

const runbookOf = (plan: Plan): string =>
  `${plan.service.repository.url}/blob/HEAD/${paths.runbook('monitoring')}`;

/**
 * Every alert, those of the components' own metrics first. Counters are summed
 * first: two series of one label set divide to one, whatever they count.
 */
export const alertsIn = (
  plan: Plan,
  { namespace, stores }: Pick<MonitoredEnvironment, 'namespace' | 'stores'>,
  { alerts }: PrometheusPlan,
): readonly Alert[] => {
  const names = plan.components.map(({ objectName }) => objectName);
  const servers = stores.flatMap(({ deployments }) => deployments);
  const measured = plan.components
    .filter(({ metrics }) => metrics !== undefined)
    .map(({ objectName }) => objectName);
  const isScaled = plan.environments.some(({ workloads }) =>
    workloads.some(({ autoscaling }) => autoscaling !== undefined),
  );
  return [
    ...(measured.length === 0
      ? []
      : [
          ...requestAlerts(seriesIn(namespace, 'job', measured), alerts),
          metricsMissing(namespace, measured),
        ]),
    ...podAlerts(namespace, [...names, ...servers], alerts),
    ...(isScaled ? scalingAlerts(seriesIn(namespace, 'horizontalpodautoscaler', names)) : []),
  ];
};

/** Names a metric with the labels that select what is ours. */
type Series = (metric: string, more?: string) => string;

const seriesIn = (namespace: string, label: string, names: readonly string[]): Series => {
  const own = `namespace="${namespace}",${label}=~"${names.join('|')}"`;
  return (metric, more = '') => `${metric}{${own}${more === '' ? '' : `,${more}`}}`;
};

const requestAlerts = (
  series: Series,
  { errorPercent, latency }: PrometheusPlan['alerts'],
): readonly Alert[] => [
  {
    name: 'HighErrorRate',
    severity: 'warning',
    lasts: '5m',
    when:
      '100 * sum by (namespace, job) ' +
      `(rate(${series('http_requests_total', 'status=~"5.."')}[5m])) ` +
      '/ sum by (namespace, job) ' +
      `(rate(${series('http_requests_total')}[5m])) > ${errorPercent}`,
    summary:
      '{{ $labels.job }} in {{ $labels.namespace }} fails {{ $value | humanize }} % of requests',
    description: `More than ${errorPercent} % of responses in the last five minutes had a 5xx status.`,
  },
  ...(latency === undefined
    ? []
    : [
        {
          name: 'HighLatency',
          severity: 'warning',
          lasts: '10m',
          when:
            'histogram_quantile(0.99, sum by (namespace, job, le) ' +
            `(rate(${series('http_request_duration_seconds_bucket')}[5m]))) > ${latency}`,
          summary:
            '{{ $labels.job }} in {{ $labels.namespace }} is slow: ' +
            'the 99th percentile of request durations is {{ $value | humanizeDuration }}',
          description:
            'The 99th percentile of request durations has been above ' +
            `${latency} s for ten minutes.`,
        } as const,
      ]),
];

/**
 * Targets that do not answer, and components that want pods while
 * Prometheus knows no target: what sleeps or is switched off wants none.
 */
function metricsMissing(namespace: string, names: readonly string[]): Alert {
  const up = seriesIn(namespace, 'job', names)('up');
  const wanted =
    `label_replace(${seriesIn(namespace, 'deployment', names)('kube_deployment_spec_replicas')}, ` +
    '"job", "$1", "deployment", "(.+)")';
  return {
    name: 'MetricsMissing',
    severity: 'warning',
    lasts: '5m',
    when:
      `max by (namespace, job, pod) (${up}) == 0 or max by (namespace, job) (${wanted}) ` +
      `> 0 unless on (namespace, job) ${up}`,
    summary:
      '{{ or $labels.pod $labels.job }} in {{ $labels.namespace }} does not answer Prometheus',
    description:
      'Its metrics have been unavailable for five minutes, so other alerts about its requests are unreliable.',
  };
}

function podAlerts(
  namespace: string,
  names: readonly string[],
  { restarts }: PrometheusPlan['alerts'],
): readonly Alert[] {
  const deployments = seriesIn(namespace, 'deployment', names);
  const containers = (metric: string, more = ''): string =>
    `kube_pod_container_status_${metric}{namespace="${namespace}",` +
    `pod=~"(${names.join('|')})-[a-z0-9]+-[a-z0-9]+"${more}}`;
  return [
    {
      name: 'NoReadyPods',
      severity: 'critical',
      lasts: '2m',
      // An environment that was put to sleep has no pods, and wants none.
      when:
        'max by (namespace, deployment) ' +
        `(${deployments('kube_deployment_status_replicas_ready')}) ` +
        '== 0 and max by (namespace, deployment) ' +
        `(${deployments('kube_deployment_spec_replicas')}) > 0`,
      summary: '{{ $labels.deployment }} in {{ $labels.namespace }} has no ready pods',
      description: 'Its requests are not served.',
    },
    {
      name: 'PodCrashLooping',
      severity: 'critical',
      lasts: '5m',
      // After a while Kubernetes waits five minutes before each restart, so that three in 15 minutes are all there are.
      when:
        `sum by (namespace, pod) (increase(${containers('restarts_total')}[15m])) ` +
        `> ${restarts} or max by (namespace, pod) ` +
        `(max_over_time(${containers('waiting_reason', ',reason="CrashLoopBackOff"')}[3m])) ` +
        '== 1',
      summary: '{{ $labels.pod }} in {{ $labels.namespace }} keeps restarting',
      description:
        `Its container exited or failed its liveness probe more than ${restarts} times in 15 ` +
        'minutes, or exits on every start.',
    },
    {
      name: 'RolloutStuck',
      severity: 'warning',
      lasts: '5m',
      when:
        'max by (namespace, deployment) ' +
        `(${deployments('kube_deployment_status_condition', 'condition="Progressing",status="false"')}) ` +
        '== 1',
      summary:
        'A new version of {{ $labels.deployment }} in {{ $labels.namespace }} fails to roll out',
      description: 'Kubernetes gave up waiting for the new pods; the old ones keep serving.',
    },
  ];
}

const scalingAlerts = (series: Series): readonly Alert[] => {
  const of = (metric: string, more?: string): string =>
    `max by (namespace, horizontalpodautoscaler) (${series(`kube_horizontalpodautoscaler_${metric}`, more)})`;
  return [
    {
      name: 'AutoscalerAtMaximum',
      severity: 'warning',
      lasts: '15m',
      when:
        `${of('status_current_replicas')} >= ${of('spec_max_replicas')} and ` +
        `${of('spec_max_replicas')} > ${of('spec_min_replicas')}`,
      summary:
        '{{ $labels.horizontalpodautoscaler }} in {{ $labels.namespace }} has been ' +
        'at its maximum of {{ $value }} pods for 15 minutes',
      description: 'Additional load will slow it down.',
    },
    {
      name: 'AutoscalerBlind',
      severity: 'warning',
      lasts: '15m',
      // Wanted pods are no sign: an autoscaler that never saw a metric has written down none. What sleeps has no pods.
      when:
        `${of('status_condition', 'condition="ScalingActive",status="false"')} == 1 and ` +
        `${of('status_current_replicas')} > 0`,
      summary:
        '{{ $labels.horizontalpodautoscaler }} in {{ $labels.namespace }} has no metrics to scale on',
      description:
        'Without metrics, the number of pods does not change; usually metrics-server is not running.',
    },
  ];
};
