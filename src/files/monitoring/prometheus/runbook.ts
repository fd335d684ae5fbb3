import { InternalError } from '../../../errors.ts';
import { bootstrapOf } from '../../../plan/bootstrap.ts';
import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { alertsIn, type Alert, type AlertName } from './alerts.ts';
import { nodeAlerts } from './node-alerts.ts';
import { watchedOf, type Watched } from './watched.ts';
import type { TextValues } from '../../../render/text.ts';
import { upkeepTexts } from '../../writing/upkeep.ts';
import { block, bullets, code, table, shell } from '../../../render/markdown.ts';
import { logsOf } from '../../writing/commands.ts';

/** Where to look, and what each alert means. */
export function runbook(plan: Plan): TextValues {
  const watched = watchedOf(plan);
  const [first] = watched;
  if (first === undefined) throw new InternalError('a runbook about a monitoring that is off');
  const silent = plan.environments
    .filter(({ name }) => watched.every((environment) => environment.name !== name))
    .map(({ name }) => name);
  return {
    environments: table(
      ['Environment', 'Namespace', 'Scrape interval', 'Alerts go to'],
      watched.map(({ name, namespace, monitoring: { interval, slack } }) => [
        name,
        code(namespace),
        interval,
        slack === undefined ? 'Alertmanager' : `Slack, ${code(slack.channel)}`,
      ]),
    ),
    silent: silent.length === 0 ? '' : `Not monitored: ${silent.join(', ')}.`,
    grafana: shell(...grafana(plan, first)),
    dashboards: dashboardsOf(plan, first),
    sharedDashboards: sharedDashboards(watched),
    prometheus: shell(
      `kubectl port-forward -n ${first.monitoring.namespace} service/prometheus-operated 9090:9090`,
    ),
    logs: plan.components
      .slice(0, 1)
      .map(({ name }) => logQueries(first.namespace, name))
      .join(''),
    alerts: [
      ...alertsIn(plan, first, first.monitoring),
      ...(bootstrapOf(plan)?.nodeAlerts === undefined ? [] : nodeAlerts),
    ].map((alert) => sectionOf(plan, first, alert)),
    change: upkeepTexts(plan).change,
  };
}

/** The chart keeps the password under the name of its release, the bootstrap under one of its own. */
function grafana(plan: Plan, { monitoring: { namespace, release } }: Watched): readonly string[] {
  const secret = bootstrapOf(plan) === undefined ? `${release}-grafana` : 'grafana-admin';
  return [
    `kubectl get secret -n ${namespace} ${secret} -o jsonpath='{.data.admin-password}' | base64 --decode; echo`,
    `kubectl port-forward -n ${namespace} service/${release}-grafana 3001:80`,
  ];
}

const dashboardsOf = (
  { service, components }: Plan,
  { monitoring: { dashboards } }: Watched,
): string =>
  bullets([
    ...(dashboards
      ? components
          .filter(({ metrics }) => metrics !== undefined)
          .map(
            ({ objectName }) =>
              `**${service.system}: ${objectName}**: ` +
              'rate, errors and duration of its requests, its pods; ' +
              'choose the namespace at the top',
          )
      : []),
    '**Kubernetes / Compute Resources / Namespace (Pods)**: CPU and memory by pod',
    '**Node Exporter / Nodes**: utilization of the nodes',
  ]);

/** The sidecar of Grafana keeps files by name, so that what one environment takes away is gone for all. */
const sharedDashboards = (watched: readonly Watched[]): string => {
  const [first, second] = watched.filter(({ monitoring }) => monitoring.dashboards);
  if (first === undefined || second === undefined) return '';
  const restart = shell(
    `kubectl rollout restart -n ${first.monitoring.namespace} ` +
      `deployment/${first.monitoring.release}-grafana`,
  );
  return (
    'Every environment of a cluster has the same dashboards, and Grafana keeps one of each: ' +
    'the newest. If they disappear because an environment was removed, restart Grafana to load ' +
    `those of the others:\n\n${restart}`
  );
};

const logQueries = (namespace: string, container: string): string =>
  [
    [
      'Errors of a component:',
      `{namespace="${namespace}", container="${container}"} | json | level="error"`,
    ],
    ['All logs of one request:', `{namespace="${namespace}"} | json | trace_id="<trace id>"`],
    [
      'Log lines per second, by component:',
      `sum by (container) (rate({namespace="${namespace}"}[5m]))`,
    ],
  ]
    .map(([what = '', query = '']) => `${what}\n\n${block('logql', query)}`)
    .join('\n\n');

const sectionOf = (
  plan: Plan,
  environment: Watched,
  { name, severity, lasts, when, description }: Alert,
): TextValues => ({
  name,
  severity,
  lasts,
  description,
  query: block('promql', when),
  steps: shell(...commands[name](environment)),
  advice: advice[name]
    .replaceAll('{change}', upkeepTexts(plan).limits)
    .replaceAll(
      '{nodes}',
      `[how](../../${paths.bootstrap('README.md')}#more-nodes-or-larger-ones)`,
    ),
});

const pods = ({ namespace }: Watched): readonly string[] => [
  `kubectl get pods -n ${namespace} -o wide`,
  `kubectl get events -n ${namespace} --field-selector type=Warning --sort-by .lastTimestamp`,
];

/** Prometheus knows nodes by their addresses. */
const nodes = (sort: 'cpu' | 'memory') => (): readonly string[] => [
  'kubectl get nodes -o wide',
  'kubectl top nodes',
  `kubectl top pods --all-namespaces --sort-by ${sort} | head -20`,
];
const wholeNodes = (): readonly string[] => ['kubectl get nodes -o wide', 'kubectl describe nodes'];

const commands: Readonly<Record<AlertName, (environment: Watched) => readonly string[]>> = {
  HighErrorRate: ({ namespace }) => [logsOf(namespace, '<job>', '--since 15m --tail 200')],
  HighLatency: ({ namespace }) => [`kubectl top pods -n ${namespace} --containers`],
  MetricsMissing: ({ namespace }) => [
    `kubectl get pods -n ${namespace} -o wide`,
    `kubectl get networkpolicies,servicemonitors.monitoring.coreos.com -n ${namespace}`,
  ],
  NoReadyPods: pods,
  PodCrashLooping: (environment) => [
    ...pods(environment),
    `kubectl logs -n ${environment.namespace} <pod> --previous --tail 100`,
  ],
  RolloutStuck: pods,
  AutoscalerAtMaximum: ({ namespace }) => [
    `kubectl get horizontalpodautoscalers -n ${namespace}`,
    `kubectl top pods -n ${namespace}`,
  ],
  AutoscalerBlind: ({ namespace }) => [
    `kubectl describe horizontalpodautoscalers -n ${namespace}`,
    'kubectl top nodes',
  ],
  NodeCpuOver80Percent: nodes('cpu'),
  NodeMemoryOver80Percent: nodes('memory'),
  NodeDiskOver80Percent: wholeNodes,
  NodesRequestedOver80Percent: wholeNodes,
};

const advice: Readonly<Record<AlertName, string>> = {
  HighErrorRate:
    'Replace `<job>` with the label `job` of the alert. The dashboard shows which ' +
    'status codes, and since when. If it started with a release, [roll ' +
    'back](rollback.md); if a store is down, see [Incident](incident.md).',
  HighLatency:
    'Compare CPU usage with its limit, and check what the component calls and stores: ' +
    'whatever slowed down first is the cause. Open streams count as long requests; ' +
    'monitor them with a separate alert.',
  MetricsMissing:
    'Either the pod is unhealthy, or Prometheus cannot reach it: the NetworkPolicy must ' +
    'admit the namespace of Prometheus, and the metrics path must respond. An alert that ' +
    'names a component but no pod means that Prometheus has no target for it: the ' +
    'ServiceMonitor is missing, or lacks the labels that Prometheus selects.',
  NoReadyPods:
    'Start with [Incident](incident.md). `ImagePullBackOff` with a digest of zeros ' +
    'means that nothing has been released there yet.',
  PodCrashLooping:
    'The last log lines show the cause. `OOMKilled` means that the memory limit is too ' +
    'low. {change}. If it started with a release, [roll back](rollback.md).',
  RolloutStuck:
    'The events of the new pods show the cause: an image that cannot be pulled, a ' +
    'missing secret, a readiness probe that never succeeds. [Roll back](rollback.md), ' +
    'then fix it.',
  AutoscalerAtMaximum:
    'If the load is real, raise the maximum in the config, and check that the nodes have ' +
    'capacity. If not, find out what uses the CPU.',
  AutoscalerBlind:
    'If `kubectl top nodes` fails, metrics-server is not running, and no autoscaler in ' +
    'the cluster works.',
  NodeCpuOver80Percent:
    'A CPU shortage slows down everything on the node, but kills nothing. If the load is ' +
    'real, add nodes or use larger ones ({nodes}); if not, set a limit on the consumer.',
  NodeMemoryOver80Percent:
    'A memory shortage kills pods, first those that use more than they request. If the ' +
    'usage of one pod keeps growing, restart it now and look for the leak; otherwise ' +
    'raise its request, so that it is scheduled on a node with capacity, and the number ' +
    'of nodes ({nodes}).',
  NodeDiskOver80Percent:
    'This disk holds images, logs and what containers write, not volumes. A full node ' +
    'deletes unused images, then evicts pods: its condition `DiskPressure` becomes ' +
    'true. If it stays full, use a larger node ({nodes}).',
  NodesRequestedOver80Percent:
    '`Allocated resources` shows the requests on each node. Pods that do not fit stay ' +
    '`Pending` until a node is added, and none is added beyond the maximum: raise it ' +
    '({nodes}), or lower unused requests.',
};
