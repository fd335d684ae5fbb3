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
    '**Node Exporter / Nodes**: how full the machines are',
  ]);

/** The sidecar of Grafana keeps files by name, so that what one environment takes away is gone for all. */
const sharedDashboards = (watched: readonly Watched[]): string => {
  const [first, second] = watched.filter(({ monitoring }) => monitoring.dashboards);
  if (first === undefined || second === undefined) return '';
  return (
    'Every environment of a cluster brings the same dashboards, ' +
    'and Grafana keeps one of each: the newest. If they are gone because an environment was ' +
    'removed, Grafana finds those of the others when it starts again:\n\n' +
    `${shell(
      `kubectl rollout restart -n ${first.monitoring.namespace} ` +
        `deployment/${first.monitoring.release}-grafana`,
    )}`
  );
};

const logQueries = (namespace: string, container: string): string =>
  [
    [
      'Errors of a component:',
      `{namespace="${namespace}", container="${container}"} | json | level="error"`,
    ],
    ['Everything about one request:', `{namespace="${namespace}"} | json | trace_id="<trace id>"`],
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
    'Put the label `job` of the alert in the place of `<job>`. ' +
    'The dashboard shows which status and since when. ' +
    'If it began with a release, [roll back](rollback.md); ' +
    'if a store is down, [Incident](incident.md) says how to look at it.',
  HighLatency:
    'Compare CPU with its limit and look at what the component calls and stores: ' +
    'what got slow first is the reason. Streams that stay open count as long requests; ' +
    'watch them with another alert.',
  MetricsMissing:
    'Either the pod is not well, or Prometheus may not reach it: ' +
    'its namespace must be the one that the NetworkPolicy admits, ' +
    'and the path must answer. An alert that names a component and no pod means that ' +
    'Prometheus looks for none: the ServiceMonitor is gone, or has not the labels by which ' +
    'Prometheus finds it.',
  NoReadyPods:
    'Start with [Incident](incident.md). `ImagePullBackOff` with a digest of zeros means ' +
    'that nothing was released there yet.',
  PodCrashLooping:
    'The last lines before the end say why. `OOMKilled` means that the memory limit is too ' +
    'small: {change}. If it began with a release, [roll back](rollback.md).',
  RolloutStuck:
    'The events of the new pods name the reason: ' +
    'an image that cannot be pulled, a secret that is missing, ' +
    'a readiness that never comes. [Roll back](rollback.md), then correct it.',
  AutoscalerAtMaximum:
    'If the load is real, raise the maximum in the config, and check that the nodes have ' +
    'room. If it is not, look for what uses the CPU.',
  AutoscalerBlind:
    'If `kubectl top nodes` fails, metrics-server does not run: every autoscaler of the cluster is blind.',
  NodeCpuOver80Percent:
    'CPU that is short makes everything on the node slow and kills nothing. ' +
    'If the load is real, more nodes or larger ones ({nodes}); ' +
    'if it is not, a limit for whoever takes it.',
  NodeMemoryOver80Percent:
    'Memory that is out kills: first pods that use more than they request. ' +
    'If one pod grows and grows, restart it now and look for the leak; ' +
    'else raise its request, so that it is placed where there is room, ' +
    'and the number of nodes ({nodes}).',
  NodeDiskOver80Percent:
    'Volumes are elsewhere: this is images, logs and what containers write. ' +
    'A node that runs full deletes images that nobody uses, then evicts pods: ' +
    '`DiskPressure` among its conditions. What stays full after that wants ' +
    'a larger node ({nodes}).',
  NodesRequestedOver80Percent:
    '`Allocated resources` says what is promised on each node. ' +
    'Pods that find no room stay `Pending` until there is a new node, ' +
    'and none comes beyond the maximum: raise it ({nodes}), or lower ' +
    'requests that nobody uses.',
};
