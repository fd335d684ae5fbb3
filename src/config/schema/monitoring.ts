import * as z from 'zod';
import { dnsLabel, seconds, variableName } from '../../domain/values.ts';
import { labelName, labelValue } from './labels.ts';

/** No shorter than a scrape may take: Prometheus refuses a timeout that is longer than the interval. */
const interval = z
  .string()
  .regex(/^([1-9][0-9]{1,3}s|[1-9][0-9]?m)$/, 'use 10s or more, such as 30s or 2m');

/** What is measured, shown and warned about. */
export const monitoring = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('prometheus'),
    namespace: dnsLabel
      .default('monitoring')
      .describe('Namespace of Prometheus, admitted by the NetworkPolicies'),
    release: dnsLabel
      .max(53)
      .default('monitoring')
      .describe('Helm release of kube-prometheus-stack, as runbooks name its Services'),
    labels: z
      .record(labelName, labelValue)
      .default({ release: 'monitoring' })
      .describe('Labels by which Prometheus finds monitors and rules'),
    interval: interval.default('30s').describe('Scrape interval'),
    alerts: z
      .strictObject({
        errorPercent: z
          .int()
          .min(1)
          .max(100)
          .default(5)
          .describe('Percentage of failed requests in five minutes that triggers a warning'),
        latency: seconds
          .optional()
          .describe(
            '99th percentile of the request duration that triggers a warning (default: ' +
              'no warning, because streams last long)',
          ),
        restarts: z
          .int()
          .min(1)
          .max(100)
          .default(3)
          .describe('Restarts of a pod in 15 minutes, above which an alert fires'),
      })
      .prefault({})
      .describe('Alert thresholds'),
    dashboards: z.boolean().default(true).describe('Grafana dashboards as ConfigMaps'),
    slack: z
      .strictObject({
        channel: z
          .string()
          .max(80)
          .regex(/^#[a-z0-9_-]+$/, 'use a channel such as #alerts')
          .describe('Channel for alerts'),
        secret: dnsLabel
          .optional()
          .describe('Secret with the webhook (default: <service>-secrets)'),
        key: variableName.default('SLACK_WEBHOOK_URL').describe('Key of the webhook in the secret'),
      })
      .optional()
      .describe('Alertmanager sends alerts to Slack'),
  }),
]);
