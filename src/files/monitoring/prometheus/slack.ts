import type { PrometheusPlan } from '../../../plan/plan.ts';
import type { Value } from '../../../render/spec.ts';

/**
 * Sends the alerts of a service to a channel, each with what to do about it
 * (https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfig).
 */
export const slackReceiver = (
  service: string,
  { channel, secret, key }: NonNullable<PrometheusPlan['slack']>,
): Value => ({
  route: {
    receiver: 'slack',
    groupBy: ['alertname'],
    groupWait: '30s',
    groupInterval: '5m',
    repeatInterval: '4h',
    // The operator adds the namespace; other services of the system may share it.
    matchers: [{ name: 'service', matchType: '=', value: service }],
  },
  receivers: [
    {
      name: 'slack',
      slackConfigs: [
        {
          apiURL: { name: secret, key },
          channel,
          sendResolved: true,
          title:
            '{{ if eq .Status "firing" }}{{ .Alerts.Firing | len }} ' +
            'firing{{ else }}resolved{{ end }}: {{ .CommonLabels.alertname }} in ' +
            '{{ .CommonLabels.namespace }}',
          text:
            '{{ range .Alerts }}*{{ .Labels.severity }}* {{ .Annotations.summary }}\n' +
            '{{ .Annotations.description }}\n' +
            '<{{ .Annotations.runbook_url }}|What to do>\n{{ end }}',
        },
      ],
    },
  ],
});
