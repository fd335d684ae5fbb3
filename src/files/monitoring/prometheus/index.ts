import type { PrometheusPlan } from '../../../plan/plan.ts';
import type { MonitoringFiles } from '../contract.ts';
import { bootstrapNotes, nodeRules } from './bootstrap.ts';
import { chartPart } from './chart.ts';
import { dashboardRefresh, dashboardText } from './dashboard.ts';
import { alerts, componentMonitors } from './objects.ts';
import { prerequisites } from './prerequisites.ts';
import { runbook } from './runbook.ts';

/** kube-prometheus-stack: monitors, rules and dashboards as objects that its operator finds. */
export const prometheus = (monitoring: PrometheusPlan): MonitoringFiles => ({
  componentObjects: (plan, of) => componentMonitors(monitoring, plan, of),
  objects: (plan, environment) => alerts(monitoring, plan, environment),
  chart: chartPart,
  dashboard: dashboardText,
  operators: [
    {
      group: 'monitoring.coreos.com',
      title: 'Prometheus operator',
      labels: ['app=kube-prometheus-stack-operator', 'app.kubernetes.io/name=prometheus-operator'],
    },
  ],
  prerequisites,
  freshness: ({ name, namespace, workloads }) =>
    workloads.every(({ component }) => component.metrics === undefined)
      ? undefined
      : {
          says:
            `${name}: scraped every ${monitoring.interval}` +
            (monitoring.dashboards ? `; dashboards refresh every ${dashboardRefresh}` : ''),
          where: 'monitoring.interval',
          check: `kubectl get servicemonitor -n ${namespace} -o jsonpath='{.items[*].spec.endpoints[*].interval}'`,
        },
  runbook: (plan) => ({ template: 'runbooks/monitoring.md', values: runbook(plan) }),
  bootstrap: {
    manifests: {
      'node-rules': (plan, { nodeAlerts }) =>
        nodeAlerts === undefined ? [] : nodeRules(plan, nodeAlerts),
    },
    notes: (bootstrap) => bootstrapNotes(monitoring, bootstrap),
  },
});
