import { milliseconds } from '../../domain/durations.ts';
import type { ParsedConfig } from '../../config/schema/schema.ts';
import { appSecretOf } from '../../domain/names.ts';
import { chartStep, fileStep, type Step } from '../bootstrap-steps.ts';
import { alertsOf } from '../names.ts';
import { opaque, person } from '../../domain/secret.ts';
import type { WantedSecret } from '../../domain/secret.ts';
import type { PrometheusPlan } from './plan.ts';

type Written = Extract<ParsedConfig['monitoring'], { kind: 'prometheus' }>;

/** kube-prometheus-stack: Prometheus asks, Alertmanager tells, Grafana shows. */
export function prometheus(monitoring: Written, service: string): PrometheusPlan {
  const { alerts, namespace, release } = monitoring;
  const slack = slackPlan(monitoring, service);
  return {
    ...monitoring,
    alerts: {
      ...alerts,
      latency: alerts.latency === undefined ? undefined : milliseconds(alerts.latency) / 1000,
    },
    slack,
    isOff: false,
    channel: slack?.channel,
    objectKinds: ['PrometheusRule', 'AlertmanagerConfig'],
    secrets: slack === undefined ? [] : [webhookSecret(slack, service)],
    bootstrap: {
      steps: stepsOf(monitoring),
      // The exporter of node metrics reads the host.
      privileged: [namespace],
      nodeAlerts: { namespace, release },
    },
    decisions: {
      choice: {
        title: 'Prometheus monitors the components',
        rationale:
          'Metrics, alerts and dashboards live in git next to what they monitor, and each ' +
          'alert links to its steps in the runbook.',
      },
      location: {
        title: 'Monitoring in the cluster over a hosted one',
        rationale:
          'Metrics and alerts stay in the cluster: no price per series, no extra account. The ' +
          'cost: it uses node capacity, its volume limits retention, and it goes down with the ' +
          'cluster.',
      },
    },
  };
}

const slackPlan = ({ slack }: Written, service: string): PrometheusPlan['slack'] =>
  slack === undefined ? undefined : { ...slack, secret: slack.secret ?? appSecretOf(service) };

/** The address that alerts are sent to is a secret: whoever knows it can write to the channel. */
const webhookSecret = (
  { secret, key, channel }: NonNullable<PrometheusPlan['slack']>,
  service: string,
): WantedSecret => ({
  ...opaque,
  name: secret,
  purpose: `Sends alerts of ${service} to ${channel}`,
  usedBy: [alertsOf(service)],
  keys: [person(key, `Incoming webhook of Slack for ${channel}`)],
});

const stepsOf = ({ namespace, release }: Written): readonly Step[] => [
  {
    kind: 'secret',
    name: 'grafana-admin',
    title: 'Password of Grafana',
    why: 'generated once at random and never shown',
    namespace,
  },
  { ...chartStep('monitoring', namespace), release },
  fileStep('node-rules', 'Alerts about nodes', 'warn before a node is full'),
  chartStep('loki', namespace),
  chartStep('alloy', namespace),
];
