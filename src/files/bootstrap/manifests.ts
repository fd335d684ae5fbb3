import type { BootstrapPlan, NamespacePlan, NodeAlertsPlan } from '../../plan/bootstrap.ts';
import type { Plan } from '../../plan/plan.ts';
import { alertRule } from '../monitoring/alerts.ts';
import { nodeAlerts } from '../monitoring/node-alerts.ts';
import { Commented, type Value } from '../../render/spec.ts';
import { routingOf } from '../routing/index.ts';

/** Namespaces with their Pod Security Standard, before anything is put into them. */
export const namespaces = (system: string, bootstrap: BootstrapPlan): readonly Value[] =>
  bootstrap.namespaces.map((namespace) => namespaceObject(system, namespace));

const namespaceObject = (system: string, { name, level }: NamespacePlan): Value => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: {
      ...(level === 'restricted' ? { 'app.kubernetes.io/part-of': system } : {}),
      'pod-security.kubernetes.io/enforce': level,
    },
  },
});

/** https://cert-manager.io/docs/configuration/acme/http01/ */
export const issuers = ({
  issuers: wanted,
  infrastructure: { email },
  routing,
}: BootstrapPlan): readonly Value[] =>
  wanted.map(({ name, server }) => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name },
    spec: {
      acme: {
        email,
        server,
        privateKeySecretRef: { name: `${name}-account-key` },
        solvers: [{ http01: routingOf(routing).bootstrap.solver }],
      },
    },
  }));

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
            nodeAlerts.map((alert) => alertRule(plan, alert, labels)),
            { before: 'The namespace says who is told, as README.md explains: nodes have none.' },
          ),
        },
      ],
    },
  },
];

/** Argo CD in the namespace that the config names: kustomize moves the subjects of its bindings too. */
export const argocdKustomization = (namespace: string, url: string): readonly Value[] => [
  {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace,
    resources: [url],
  },
];
