import type { BootstrapPlan, NamespacePlan } from '../../plan/bootstrap.ts';
import type { RoutingPlan } from '../../plan/plan.ts';
import type { Value } from '../spec.ts';

/** Namespaces with their Pod Security Standard, before anything is put into them. */
export const namespaces = (system: string, bootstrap: BootstrapPlan): readonly Value[] => bootstrap.namespaces.map((namespace) => namespaceObject(system, namespace));

const namespaceObject = (system: string, { name, level }: NamespacePlan): Value => ({
  apiVersion: 'v1', kind: 'Namespace',
  metadata: { name, labels: { ...(level === 'restricted' ? { 'app.kubernetes.io/part-of': system } : {}), 'pod-security.kubernetes.io/enforce': level } },
});

/** https://cert-manager.io/docs/configuration/acme/http01/ */
export const issuers = ({ issuers: wanted, infrastructure: { email }, routing }: BootstrapPlan): readonly Value[] =>
  wanted.map(({ name, server }) => ({
    apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer',
    metadata: { name },
    spec: { acme: { email, server, privateKeySecretRef: { name: `${name}-account-key` }, solvers: [{ http01: solvers[routing.kind](routing) }] } },
  }));

const throughIngress = (routing: RoutingPlan): Value => ({ ingress: { ingressClassName: routing.kind === 'ingress' ? routing.className : 'nginx' } });
const throughGateway = (routing: RoutingPlan): Value => ({ gatewayHTTPRoute: { parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...(routing.kind === 'gateway-api' ? routing.gateway : {}) }] } });

const solvers = { none: throughIngress, ingress: throughIngress, istio: throughIngress, 'gateway-api': throughGateway } satisfies Record<RoutingPlan['kind'], (routing: RoutingPlan) => Value>;

/** The Gateway that the routes name: HTTP, and HTTPS for each host where certificates come from somewhere. */
export function gateway({ routing, environments, issuers: known }: BootstrapPlan): readonly Value[] {
  if (routing.kind !== 'gateway-api') return [];
  const own = environments.map(({ namespace }) => namespace);
  const { name, namespace } = routing.gateway;
  const allowedRoutes = { namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...new Set([...own, namespace])] }] } } };
  const hosts = known.length === 0 ? [] : environments.flatMap((environment) => environment.hosts);
  return [{
    apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway',
    metadata: { name, namespace, ...(hosts.length === 0 ? {} : { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt-prod' } }) },
    spec: {
      gatewayClassName: 'nginx',
      listeners: [
        { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
        ...hosts.map((hostname, index) => ({ name: `https-${index + 1}`, port: 443, protocol: 'HTTPS', hostname, tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: `${hostname}-tls` }] }, allowedRoutes })),
      ],
    },
  }];
}

/** Warnings before a node is full; each expression gives one series a node. */
export const nodeRules = (namespace: string, release: string): readonly Value[] => [{
  apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule',
  metadata: { name: 'node-capacity', namespace, labels: { release } },
  spec: {
    groups: [{
      name: 'node-capacity',
      rules: [
        rule('NodeCpuOver80Percent', '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.8', 'CPU'),
        rule('NodeMemoryOver80Percent', '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes > 0.8', 'memory'),
        rule('NodeDiskOver80Percent', '1 - max by (instance) (node_filesystem_avail_bytes{mountpoint="/",fstype!=""}) / max by (instance) (node_filesystem_size_bytes{mountpoint="/",fstype!=""}) > 0.8', 'disk'),
        {
          alert: 'NodesRequestedOver80Percent', for: '15m',
          expr: 'sum(kube_pod_container_resource_requests{resource="cpu"} * on (namespace, pod) group_left () max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)) / sum(kube_node_status_allocatable{resource="cpu"}) > 0.8',
          labels: { severity: 'warning' },
          annotations: { summary: 'More than 80 % of the CPU of all nodes is requested', description: 'The next pods may not fit: raise nodes.max, or lower requests.' },
        },
      ],
    }],
  },
}];

const rule = (alert: string, expr: string, what: string): Value => ({
  alert, expr, for: '10m', labels: { severity: 'warning' },
  annotations: { summary: `More than 80 % of the ${what} of node {{ $labels.instance }} is in use`, description: 'Look at the dashboard of nodes for who uses it; raise nodes.max, or move what does not belong there.' },
});

/** Argo CD in the namespace that the config names: kustomize moves the subjects of its bindings too. */
export const argocdKustomization = (namespace: string, url: string): readonly Value[] => [{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', namespace, resources: [url] }];
