import type { Plan, PrometheusPlan } from '../../../plan/plan.ts';
import { alertsOf, dashboardOf } from '../../../plan/names.ts';
import { alertRules } from './alerts.ts';
import { dashboardText } from './dashboard.ts';
import { slackReceiver } from './slack.ts';
import type { MonitoredComponent, MonitoredEnvironment } from '../contract.ts';
import type { KubernetesObject } from '../../../render/kubernetes-object.ts';
import {
  componentLabels,
  labelsOf,
  selectorOf,
  syncWave,
  type Manifest,
} from '../../../kubernetes/metadata.ts';

/** What watches a component that answers Prometheus: who asks it, and where it is seen. */
export function componentMonitors(
  monitoring: PrometheusPlan,
  plan: Plan,
  { waves, component }: MonitoredComponent,
): Manifest[] {
  if (component.metrics === undefined) return [];
  const prefix = plan.components.length === 1 ? '' : `${component.name}-`;
  return [
    {
      file: `${prefix}service-monitor`,
      object: serviceMonitor(plan, { waves, component }, monitoring),
    },
    ...(monitoring.dashboards
      ? [{ file: `${prefix}dashboard`, object: dashboard(plan, { waves, component }) }]
      : []),
  ];
}

/** https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor */
const serviceMonitor = (
  plan: Plan,
  { waves, component }: MonitoredComponent,
  { labels, interval }: PrometheusPlan,
): KubernetesObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: {
    name: component.objectName,
    labels: { ...labels, ...componentLabels(plan, component) },
    annotations: syncWave({ waves }, 'monitor'),
  },
  spec: {
    selector: { matchLabels: selectorOf(component.objectName) },
    endpoints: [{ port: 'http', path: component.metrics?.path ?? '', interval }],
  },
});

/** The label is the one by which the sidecar of Grafana in kube-prometheus-stack finds dashboards. */
const dashboard = (plan: Plan, { waves, component }: MonitoredComponent): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: dashboardOf(component.objectName),
    labels: { ...componentLabels(plan, component), grafana_dashboard: '1' },
    annotations: syncWave({ waves }, 'monitor'),
  },
  data: { [`${dashboardOf(component.objectName)}.json`]: dashboardText(plan, component) },
});

/** The alerts about all components, and where they go. */
export function alerts(
  monitoring: PrometheusPlan,
  plan: Plan,
  environment: MonitoredEnvironment,
): Manifest[] {
  const { name } = plan.service;
  const metadata = {
    name: alertsOf(name),
    labels: { ...monitoring.labels, ...labelsOf(plan, name, 'monitoring') },
    annotations: syncWave(environment, 'monitor'),
  };
  return [
    {
      file: 'alerts',
      object: {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata,
        spec: { groups: [{ name, rules: alertRules(plan, environment, monitoring) }] },
      },
    },
    ...(monitoring.slack === undefined
      ? []
      : [
          {
            file: 'alert-routing',
            object: {
              apiVersion: 'monitoring.coreos.com/v1alpha1',
              kind: 'AlertmanagerConfig',
              metadata,
              spec: slackReceiver(name, monitoring.slack),
            },
          },
        ]),
  ];
}
