import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tool } from '../judges/install.ts';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { everything } from '../laws/everything.ts';
import { at, ofKind, modelOf, textAt, listAt, type Plain } from '../laws/model.ts';

const [environment] = everything.environments;
if (environment === undefined) throw new Error('no environment');
const [rules] = ofKind(modelOf(everything, environment), 'PrometheusRule');
const alerts = listAt(listAt(rules, 'spec', 'groups')[0], 'rules');

/** A series, and what it says minute by minute, in the notation of promtool. */
type Series = readonly [labels: string, values: string];

interface Case {
  readonly alert: string;
  /** Minutes after which the alert is there. */
  readonly after: number;
  readonly failing: readonly Series[];
  /** What is well, and what is none of its business. */
  readonly healthy: readonly Series[];
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
}

const here = 'namespace="orders-prod"';
const api = { namespace: 'orders-prod', job: 'orders-api' };
const scaler = { namespace: 'orders-prod', horizontalpodautoscaler: 'orders-worker' };
const hpa = (metric: string, more = ''): string =>
  `kube_horizontalpodautoscaler_${metric}{${here},horizontalpodautoscaler="orders-worker"${more}}`;
const target = (job: string): string => `up{${here},job="${job}",pod="p"}`;
const wanted = (deployment: string, where = here): string =>
  `kube_deployment_spec_replicas{${where},job="kube-state-metrics",deployment="${deployment}"}`;
const requests = (status: string, pod = 'a', where = here): string =>
  `http_requests_total{${where},job="orders-api",pod="${pod}",status="${status}"}`;
const bucket = (le: string): string =>
  `http_request_duration_seconds_bucket{${here},job="orders-api",le="${le}"}`;

const cases: readonly Case[] = [
  {
    alert: 'HighErrorRate',
    after: 12,
    labels: api,
    summary: 'orders-api in orders-prod fails 10 % of requests',
    failing: [
      [requests('200'), '0+45x40'],
      [requests('200', 'b'), '0+45x40'],
      [requests('500'), '0+10x40'],
    ],
    // Four in a hundred, on one pod of two: one pod alone would be eight.
    healthy: [
      [requests('200'), '0+46x40'],
      [requests('200', 'b'), '0+50x40'],
      [requests('500'), '0+4x40'],
      [requests('500', 'a', 'namespace="other"'), '0+90x40'],
    ],
  },
  {
    alert: 'HighLatency',
    after: 17,
    labels: api,
    summary: 'orders-api in orders-prod is slow: the 99th percentile of request durations is 4.92s',
    failing: [
      [bucket('1'), '0+50x40'],
      [bucket('5'), '0+100x40'],
      [bucket('+Inf'), '0+100x40'],
    ],
    healthy: [
      [bucket('1'), '0+100x40'],
      [bucket('5'), '0+100x40'],
      [bucket('+Inf'), '0+100x40'],
    ],
  },
  {
    alert: 'MetricsMissing',
    after: 7,
    labels: { ...api, pod: 'p' },
    summary: 'p in orders-prod does not answer Prometheus',
    failing: [
      [target('orders-api'), '0x40'],
      [wanted('orders-api'), '2x40'],
    ],
    healthy: [
      [target('orders-api'), '1x40'],
      [wanted('orders-api'), '2x40'],
      [target('other'), '0x40'],
    ],
  },
  // Prometheus has no target of a component that wants pods; one
  // that sleeps wants none, one that is not measured has none.
  {
    alert: 'MetricsMissing',
    after: 7,
    labels: api,
    summary: 'orders-api in orders-prod does not answer Prometheus',
    failing: [
      [wanted('orders-api'), '2x40'],
      [target('other'), '1x40'],
    ],
    healthy: [
      [wanted('orders-api'), '0x40'],
      [wanted('orders-redis'), '1x40'],
      [wanted('orders-api', 'namespace="other"'), '2x40'],
    ],
  },
  {
    alert: 'NoReadyPods',
    after: 4,
    labels: { namespace: 'orders-prod', deployment: 'orders-api' },
    summary: 'orders-api in orders-prod has no ready pods',
    failing: [
      [`kube_deployment_status_replicas_ready{${here},deployment="orders-api"}`, '0x40'],
      [`kube_deployment_spec_replicas{${here},deployment="orders-api"}`, '2x40'],
    ],
    healthy: [
      [`kube_deployment_status_replicas_ready{${here},deployment="orders-api"}`, '1x40'],
      [`kube_deployment_spec_replicas{${here},deployment="orders-api"}`, '2x40'],
      [`kube_deployment_status_replicas_ready{${here},deployment="orders-worker"}`, '0x40'],
      [`kube_deployment_spec_replicas{${here},deployment="orders-worker"}`, '0x40'],
    ],
  },
  {
    alert: 'PodCrashLooping',
    after: 16,
    labels: { namespace: 'orders-prod', pod: 'orders-api-7d9f-x2x' },
    summary: 'orders-api-7d9f-x2x in orders-prod keeps restarting',
    failing: [
      [
        `kube_pod_container_status_restarts_total{${here},pod="orders-api-7d9f-x2x",container="api"}`,
        '0 2 3 3 4 4 4 5 5 5 5 5 6 6 6 6 6 7 7 7',
      ],
    ],
    healthy: [
      [
        `kube_pod_container_status_restarts_total{${here},pod="orders-api-7d9f-x2x",container="api"}`,
        '0 1 2x40',
      ],
      [
        `kube_pod_container_status_restarts_total{${here},pod="stranger-7d9f-x2x",container="api"}`,
        '0+1x40',
      ],
    ],
  },
  {
    alert: 'PodCrashLooping',
    after: 30,
    labels: { namespace: 'orders-prod', pod: 'orders-api-7d9f-x2x' },
    summary: 'orders-api-7d9f-x2x in orders-prod keeps restarting',
    // After hours: Kubernetes waits for five minutes, and each start lasts one.
    failing: [
      [
        `kube_pod_container_status_restarts_total{${here},pod="orders-api-7d9f-x2x",container="api"}`,
        '60x5 61x5 62x5 63x5 64x5 65x5',
      ],
      [
        `kube_pod_container_status_waiting_reason{${here},pod="orders-api-7d9f-x2x",` +
          'container="api",reason="CrashLoopBackOff"}',
        '1x3 _ 1x3 _ 1x3 _ 1x3 _ 1x3 _ 1x3 _ 1x3 _ 1x3 _',
      ],
    ],
    healthy: [
      [
        `kube_pod_container_status_restarts_total{${here},pod="orders-api-7d9f-x2x",container="api"}`,
        '0x27 1x40',
      ],
      [
        `kube_pod_container_status_waiting_reason{${here},pod="orders-api-7d9f-x2x",` +
          'container="api",reason="CrashLoopBackOff"}',
        '_x27 1 _x40',
      ],
    ],
  },
  {
    alert: 'RolloutStuck',
    after: 7,
    labels: { namespace: 'orders-prod', deployment: 'orders-api' },
    summary: 'A new version of orders-api in orders-prod fails to roll out',
    failing: [
      [
        `kube_deployment_status_condition{${here},deployment="orders-api",condition="Progressing",status="false"}`,
        '1x40',
      ],
    ],
    healthy: [
      [
        `kube_deployment_status_condition{${here},deployment="orders-api",condition="Progressing",status="false"}`,
        '0x40',
      ],
      [
        `kube_deployment_status_condition{${here},deployment="orders-api",condition="Progressing",status="true"}`,
        '1x40',
      ],
    ],
  },
  {
    alert: 'AutoscalerAtMaximum',
    after: 17,
    labels: scaler,
    summary: 'orders-worker in orders-prod has been at its maximum of 4 pods for 15 minutes',
    failing: [
      [hpa('status_current_replicas'), '4x40'],
      [hpa('spec_max_replicas'), '4x40'],
      [hpa('spec_min_replicas'), '1x40'],
    ],
    healthy: [
      [hpa('status_current_replicas'), '3x40'],
      [hpa('spec_max_replicas'), '4x40'],
      [hpa('spec_min_replicas'), '1x40'],
    ],
  },
  {
    alert: 'AutoscalerBlind',
    after: 17,
    labels: scaler,
    summary: 'orders-worker in orders-prod has no metrics to scale on',
    failing: [
      [hpa('status_condition', ',condition="ScalingActive",status="false"'), '1x40'],
      [hpa('status_desired_replicas'), '0x40'],
      [hpa('status_current_replicas'), '1x40'],
    ],
    healthy: [
      [hpa('status_condition', ',condition="ScalingActive",status="false"'), '1x40'],
      [hpa('status_desired_replicas'), '0x40'],
      [hpa('status_current_replicas'), '0x40'],
    ],
  },
];

/** The same rules with another expression in one of them. */
const withExpression = (alert: string, change: (expression: string) => string): readonly Plain[] =>
  alerts.map((rule) =>
    rule['alert'] === alert ? { ...rule, expr: change(textAt(rule, 'expr')) } : rule,
  );

/** What promtool says of these rules: nothing when every case holds. */
async function complaints(changed: readonly Plain[]): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    writeFileSync(
      join(folder, 'rules.json'),
      JSON.stringify({ groups: [{ name: 'orders', rules: changed }] }),
    );
    const check = await run([...tool('promtool'), 'check', 'rules', join(folder, 'rules.json')]);
    if (check.code !== 0) return `${check.stdout}${check.stderr}`;
    writeFileSync(
      join(folder, 'test.json'),
      JSON.stringify({
        rule_files: ['rules.json'],
        evaluation_interval: '1m',
        tests: cases.flatMap(testsOf),
      }),
    );
    const { code, stdout, stderr } = await run(
      [...tool('promtool'), 'test', 'rules', join(folder, 'test.json')],
      { cwd: folder },
    );
    return code === 0 ? '' : `${stdout}${stderr}`;
  });
}

/** It fires on what fails, and on nothing else. */
function testsOf({ alert, after, failing, healthy, labels, summary }: Case): readonly object[] {
  const rule = alerts.find((found) => found['alert'] === alert);
  const tested = (name: string, series: readonly Series[], expected: readonly object[]) => ({
    name: `${alert}, ${name}`,
    interval: '1m',
    input_series: series.map(([one, values]) => ({ series: one, values })),
    alert_rule_test: [{ eval_time: `${after}m`, alertname: alert, exp_alerts: expected }],
  });
  return [
    tested('failing', failing, [
      {
        exp_labels: { ...labels, ...(at(rule, 'labels') as object) },
        exp_annotations: { ...(at(rule, 'annotations') as object), summary },
      },
    ]),
    tested('healthy', healthy, []),
  ];
}

test('every alert fires on what fails and is silent on what is well', async () => {
  expect([...new Set(cases.map(({ alert }) => alert))]).toEqual(
    alerts.map((rule) => rule['alert']),
  );
  expect(await complaints(alerts)).toBe('');
});

test.each([
  [
    'a ratio of series that were not summed',
    'HighErrorRate',
    () =>
      `100 * rate(http_requests_total{${here},status=~"5.."}[5m]) / rate(http_requests_total{${here}}[5m]) > 5`,
    'HighErrorRate, healthy',
  ],
  [
    'more than twelve restarts a minute',
    'PodCrashLooping',
    (expression: string) => expression.replace('increase', 'rate'),
    'PodCrashLooping, failing',
  ],
  [
    'a pod that has been at it for hours',
    'PodCrashLooping',
    (expression: string) => expression.replace(/ or .*$/, ''),
    'PodCrashLooping, failing',
  ],
  [
    'an environment that sleeps',
    'NoReadyPods',
    (expression: string) => expression.replace(/ and .*$/, ''),
    'NoReadyPods, healthy',
  ],
  [
    'a target that was never found',
    'MetricsMissing',
    (expression: string) => expression.replace(/ or .*$/, ''),
    'MetricsMissing, failing',
  ],
  [
    'an autoscaler that never saw a metric',
    'AutoscalerBlind',
    (expression: string) =>
      expression.replace('status_current_replicas', 'status_desired_replicas'),
    'AutoscalerBlind, failing',
  ],
  [
    'a share of one pod',
    'HighErrorRate',
    (expression: string) =>
      expression.replaceAll('by (namespace, job)', 'by (namespace, job, pod)'),
    'HighErrorRate, healthy',
  ],
  ['an expression that is none', 'HighErrorRate', () => 'sum by (', 'could not parse expression'],
] as const)('a wrong rule is seen: %s', async (_, alert, change, complaint) => {
  expect(await complaints(withExpression(alert, change))).toContain(complaint);
});
