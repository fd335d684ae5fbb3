import type { ComponentPlan, Plan } from '../../../plan/plan.ts';

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** How often a dashboard that is open looks again. */
export const dashboardRefresh = '30s';

/**
 * The Grafana dashboard of a component as JSON text: rate, errors and
 * duration of its requests, and its pods. The namespace is chosen in
 * it, so that every environment brings the same one.
 */
export const dashboardText = (plan: Plan, component: ComponentPlan): string =>
  `${JSON.stringify(dashboard(plan, component), null, 2)}\n`;

/** https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
const dashboard = ({ service }: Plan, { objectName }: ComponentPlan): Json => ({
  uid: uidOf(objectName),
  title: `${service.system}: ${objectName}`,
  tags: [service.system],
  schemaVersion: 39,
  editable: false,
  refresh: dashboardRefresh,
  timezone: 'browser',
  time: { from: 'now-3h', to: 'now' },
  templating: {
    list: [
      {
        name: 'datasource',
        label: 'Data source',
        type: 'datasource',
        query: 'prometheus',
        hide: 0,
      },
      {
        name: 'namespace',
        label: 'Namespace',
        type: 'query',
        datasource,
        hide: 0,
        refresh: 2,
        sort: 1,
        definition: `label_values(kube_deployment_created{deployment="${objectName}"}, namespace)`,
        query: {
          query: `label_values(kube_deployment_created{deployment="${objectName}"}, namespace)`,
          refId: 'namespace',
        },
      },
    ],
  },
  panels: panelsOf(objectName).map(panel),
});

/** Grafana takes at most 40 characters. */
const uidOf = (objectName: string): string =>
  objectName.length <= 40 ? objectName : `${objectName.slice(0, 20)}${objectName.slice(-20)}`;

const datasource = { type: 'prometheus', uid: '${datasource}' } as const;

interface Panel {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly queries: readonly (readonly [legend: string, promql: string])[];
}

const panelsOf = (name: string): readonly Panel[] => [...trafficPanels(name), ...podPanels(name)];

function trafficPanels(name: string): readonly Panel[] {
  const requests = (metric: string, more = ''): string =>
    `${metric}{namespace="$namespace",job="${name}"${more}}`;
  const deployment = (metric: string): string =>
    `max(${metric}{namespace="$namespace",deployment="${name}"})`;
  const quantile = (share: number): readonly [string, string] => [
    `p${share * 100}`,
    `histogram_quantile(${share}, sum by (le) ` +
      `(rate(${requests('http_request_duration_seconds_bucket')}[$__rate_interval])))`,
  ];
  return [
    {
      title: 'Requests',
      description: 'Requests per second, by status',
      unit: 'reqps',
      queries: [
        [
          '{{status}}',
          `sum by (status) (rate(${requests('http_requests_total')}[$__rate_interval]))`,
        ],
      ],
    },
    {
      title: 'Errors',
      description: 'Share of requests with a 5xx status',
      unit: 'percentunit',
      queries: [
        [
          'errors',
          `(sum(rate(${requests('http_requests_total', ',status=~"5.."')}[$__rate_interval])) ` +
            `or vector(0)) / sum(rate(${requests('http_requests_total')}[$__rate_interval]))`,
        ],
      ],
    },
    {
      title: 'Duration',
      description: 'Request duration',
      unit: 's',
      queries: [quantile(0.5), quantile(0.95), quantile(0.99)],
    },
    {
      title: 'Pods',
      description: 'Pods: ready, desired, maximum',
      unit: 'none',
      queries: [
        ['ready', deployment('kube_deployment_status_replicas_ready')],
        ['wanted', deployment('kube_deployment_spec_replicas')],
        [
          'at most',
          'max(kube_horizontalpodautoscaler_spec_max_replicas' +
            `{namespace="$namespace",horizontalpodautoscaler="${name}"})`,
        ],
      ],
    },
  ];
}

function podPanels(name: string): readonly Panel[] {
  const pods = (metric: string): string =>
    `${metric}{namespace="$namespace",pod=~"${name}-[a-z0-9]+-[a-z0-9]+",container!=""}`;
  return [
    {
      title: 'CPU',
      description: 'Cores in use, by pod',
      unit: 'none',
      queries: [
        [
          '{{pod}}',
          `sum by (pod) (rate(${pods('container_cpu_usage_seconds_total')}[$__rate_interval]))`,
        ],
      ],
    },
    {
      title: 'Memory',
      description: 'Memory in use, by pod',
      unit: 'bytes',
      queries: [['{{pod}}', `sum by (pod) (${pods('container_memory_working_set_bytes')})`]],
    },
    {
      title: 'Restarts',
      description: 'Restarts in the last 15 minutes, by pod',
      unit: 'none',
      queries: [
        [
          '{{pod}}',
          `sum by (pod) (increase(${pods('kube_pod_container_status_restarts_total')}[15m]))`,
        ],
      ],
    },
  ];
}

const columns = 3;
const [width, height] = [24 / columns, 8];

const panel = ({ title, description, unit, queries }: Panel, index: number): Json => ({
  id: index + 1,
  type: 'timeseries',
  title,
  description,
  datasource,
  gridPos: {
    x: (index % columns) * width,
    y: Math.floor(index / columns) * height,
    w: width,
    h: height,
  },
  fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
  options: {
    legend: { displayMode: 'list', placement: 'bottom' },
    tooltip: { mode: 'multi', sort: 'desc' },
  },
  targets: queries.map(([legendFormat, expr], at) => ({
    refId: String.fromCodePoint(65 + at),
    datasource,
    expr,
    legendFormat,
    range: true,
  })),
});
