import type { BootstrapPlan, NamespacePlan, NodeAlertsPlan } from '../../plan/bootstrap.ts';
import type { Plan, RoutingPlan } from '../../plan/plan.ts';
import { alertRule } from '../monitoring/alerts.ts';
import { nodeAlerts } from '../monitoring/node-alerts.ts';
import { Commented, type Value } from '../../render/spec.ts';

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
        solvers: [{ http01: solvers[routing.kind](routing) }],
      },
    },
  }));

const throughIngress = (routing: RoutingPlan): Value => ({
  ingress: { ingressClassName: routing.kind === 'ingress' ? routing.className : 'nginx' },
});
const throughGateway = (routing: RoutingPlan): Value => ({
  gatewayHTTPRoute: {
    parentRefs: [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        ...(routing.kind === 'gateway-api' ? routing.gateway : {}),
      },
    ],
  },
});

const solvers = {
  none: throughIngress,
  ingress: throughIngress,
  istio: throughIngress,
  'gateway-api': throughGateway,
} satisfies Record<RoutingPlan['kind'], (routing: RoutingPlan) => Value>;

/** The Gateway that the routes name: HTTP, and HTTPS for each host where certificates come from somewhere. */
export function gateway({
  routing,
  environments,
  issuers: known,
}: BootstrapPlan): readonly Value[] {
  if (routing.kind !== 'gateway-api') return [];
  const own = environments.map(({ namespace }) => namespace);
  const { name, namespace } = routing.gateway;
  const allowedRoutes = {
    namespaces: {
      from: 'Selector',
      selector: {
        matchExpressions: [
          {
            key: 'kubernetes.io/metadata.name',
            operator: 'In',
            values: [...new Set([...own, namespace])],
          },
        ],
      },
    },
  };
  const hosts = known.length === 0 ? [] : environments.flatMap((environment) => environment.hosts);
  return [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name,
        namespace,
        ...(hosts.length === 0
          ? {}
          : { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt-prod' } }),
      },
      spec: {
        gatewayClassName: 'nginx',
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
          ...hosts.map((hostname, index) => ({
            name: `https-${index + 1}`,
            port: 443,
            protocol: 'HTTPS',
            hostname,
            tls: {
              mode: 'Terminate',
              certificateRefs: [{ kind: 'Secret', name: `${hostname}-tls` }],
            },
            allowedRoutes,
          })),
        ],
      },
    },
  ];
}

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
