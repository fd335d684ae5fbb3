import * as z from 'zod';
import { dnsLabel, printable, seconds, variableName } from './values.ts';

const labelName = z.string().max(63).regex(/^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?(\/[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/, 'use the key of a Kubernetes label');

/** What is measured, shown and warned about. */
export const monitoring = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('prometheus'),
    namespace: dnsLabel.default('monitoring').describe('Namespace of Prometheus, which the NetworkPolicies admit'),
    labels: z.record(labelName, printable.max(63)).default({ release: 'monitoring' }).describe('Labels by which Prometheus finds monitors and rules'),
    interval: seconds.default('30s').describe('How often components are asked'),
    alerts: z
      .strictObject({
        errorRate: z.number().gt(0).max(1).default(0.05).describe('Share of failed requests that is worth a warning'),
        restarts: z.int().min(1).max(100).default(3).describe('Restarts of a pod in 15 minutes that are worth an alert'),
      })
      .prefault({})
      .describe('When somebody is told'),
    dashboards: z.boolean().default(true).describe('Grafana dashboards as ConfigMaps'),
    slack: z
      .strictObject({
        channel: z.string().max(80).regex(/^#[a-z0-9_-]+$/, 'use a channel like #alerts').describe('Channel that alerts go to'),
        secret: dnsLabel.optional().describe('Secret with the webhook (default: <service>-secrets)'),
        key: variableName.default('SLACK_WEBHOOK_URL').describe('Key of the webhook in it'),
      })
      .optional()
      .describe('Alertmanager sends alerts to Slack'),
  }),
]);
