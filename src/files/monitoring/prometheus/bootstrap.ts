import type { BootstrapPlan, NodeAlertsPlan } from '../../../plan/bootstrap.ts';
import type { Plan, PrometheusPlan } from '../../../plan/plan.ts';
import { code } from '../../../render/markdown.ts';
import { Commented, type Value } from '../../../render/spec.ts';
import { alertRule } from './alerts.ts';
import { nodeAlerts as alerts } from './node-alerts.ts';

/** Warnings before a node is full, in the namespace of Prometheus. */
export const nodeRules = (
  plan: Plan,
  { namespace, release, labels }: NodeAlertsPlan,
): readonly Value[] => [
  {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'node-capacity', namespace, labels: { release } },
    spec: {
      groups: [
        {
          name: 'node-capacity',
          rules: new Commented(
            alerts.map((alert) => alertRule(plan, alert, labels)),
            { before: 'The namespace decides who is notified: nodes have none. See README.md.' },
          ),
        },
      ],
    },
  },
];

/** What to know of it in a cluster of our own. */
export const bootstrapNotes = (
  { namespace, release }: PrometheusPlan,
  { nodeAlerts }: BootstrapPlan,
): readonly string[] => [
  'Grafana: ' +
    `${code(`kubectl port-forward --namespace ${namespace} service/${release}-grafana 3001:80`)}, ` +
    'then http://localhost:3001, user `admin`. The password: ' +
    `${code(
      `kubectl get secret grafana-admin --namespace ${namespace} --output ` +
        "jsonpath='{.data.admin-password}' | base64 --decode",
    )}.`,
  ...(nodeAlerts === undefined ? [] : [whoIsTold(nodeAlerts)]),
  'Loki stores logs on a single volume: if it is lost, so are the logs.',
];

const whoIsTold = ({ namespace, told }: NodeAlertsPlan): string =>
  told === undefined
    ? `Alerts about nodes carry the namespace ${code(namespace)}: an AlertmanagerConfig in ` +
      'it receives them; those of environments receive only alerts of their own namespace.'
    : `Alerts about nodes carry the namespace of ${told.environment}, ` +
      'because an AlertmanagerConfig receives the alerts of its own namespace only: ' +
      `they go to ${code(told.channel)} like those of ${told.environment}, ` +
      'once it is deployed.';
