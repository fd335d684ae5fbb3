import type { Owner } from '../../../plan/chart-owners.ts';
import { noMonitoring } from '../../../plan/monitoring/none.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { Leaf, Part } from '../../chart-parts/leaf.ts';
import { leavesOf, togglesOf, type Row } from '../../chart-parts/rows.ts';
import type { ValueSwitch } from '../../../render/chart-value.ts';
import {
  anyText,
  channel,
  dnsLabel,
  interval,
  variableName,
  whole,
} from '../../../render/value-schemas.ts';
import { theEnvironment } from '../../chart-parts/subject.ts';
import { namespacePath, releaseNamespace } from '../../chart-parts/template.ts';

const rows: readonly Row[] = [
  {
    value: 'namespace',
    from: 'monitoring.namespace',
    style: 'text',
    description: 'Namespace of Prometheus, admitted by the NetworkPolicies',
    schema: dnsLabel,
  },
  {
    value: 'interval',
    from: 'monitoring.interval',
    style: 'text',
    description: 'Scrape interval',
    schema: interval,
  },
  {
    value: 'alerts.errorPercent',
    from: 'monitoring.alerts.errorPercent',
    style: 'number',
    description: 'Percentage of failed requests in five minutes that triggers a warning',
    schema: whole(1, 100),
  },
  {
    value: 'alerts.latency',
    from: 'monitoring.alerts.latency',
    style: 'number',
    description:
      '99th percentile of request durations, in seconds, that triggers a warning; 0 for none',
    schema: whole(0, 599_940),
    optional: true,
  },
  {
    value: 'alerts.restarts',
    from: 'monitoring.alerts.restarts',
    style: 'number',
    description: 'Restarts of a pod in 15 minutes, above which an alert fires',
    schema: whole(1, 100),
  },
  {
    value: 'slack.channel',
    from: 'monitoring.slack.channel',
    style: 'text',
    description: 'Channel for alerts',
    schema: channel,
  },
  {
    value: 'slack.secret',
    from: 'monitoring.slack.secret',
    style: 'text',
    description: 'Secret with the webhook',
    schema: dnsLabel,
    onlyIfDifferent: true,
  },
  {
    value: 'slack.key',
    from: 'monitoring.slack.key',
    style: 'text',
    description: 'Key of the webhook in the secret',
    schema: variableName,
    onlyIfDifferent: true,
  },
];

const switches: readonly ValueSwitch[] = [
  {
    value: 'enabled',
    from: 'monitoring',
    off: noMonitoring,
    description: 'Prometheus scrapes the components and raises alerts',
  },
  { value: 'alerts.latency', from: 'monitoring.alerts.latency' },
  {
    value: 'dashboards.enabled',
    from: 'monitoring.dashboards',
    off: false,
    description: 'Grafana dashboards as ConfigMaps',
  },
  {
    value: 'slack.enabled',
    from: 'monitoring.slack',
    description: 'Alertmanager sends alerts to Slack',
  },
];

/** Alerts name the namespace that they watch: the one of the release. */
const namespace: Leaf = {
  path: namespacePath,
  style: 'text',
  schema: anyText,
  description: '',
  onlyIfDifferent: false,
  isReleased: true,
  expression: releaseNamespace,
  sentinel: ({ text }) => text,
  read: ({ namespace: name }) => name,
  write: (environment, value) => ({ ...environment, namespace: String(value) }),
};

/** What of the monitoring becomes values. */
export const chartPart = (_plan: Plan, { section }: Owner): Part => ({
  leaves: [...leavesOf(section, theEnvironment, rows, switches), namespace],
  toggles: togglesOf(section, theEnvironment, switches),
  constants: [],
  forms: [],
  helpers: [],
});
