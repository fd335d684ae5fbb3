import type { BootstrapPlan, Step } from '../../plan/bootstrap.ts';
import { sealedSecretsTag, type ChartName, type PodsRow } from '../../plan/bootstrap-charts.ts';
import type { Plan } from '../../plan/plan.ts';
import { Commented, type Value } from '../../render/spec.ts';
import { routingOf } from '../routing/index.ts';
import type { ValueMap } from './value-map.ts';
import { monitorsOf } from './monitors.ts';
import { alloyConfig } from './alloy.ts';

type Chart = Extract<Step, { kind: 'chart' }>;

/** What we tell a chart; what is not said here is the chart's own default. */
export const valuesOf = (plan: Plan, bootstrap: BootstrapPlan, { name, pods }: Chart): Value =>
  builders[name]({ plan, bootstrap, pods: podsIn(pods) });

interface ValuesInput {
  readonly plan: Plan;
  readonly bootstrap: BootstrapPlan;
  readonly pods: (name: string) => { readonly count: number; readonly resources: Value };
}

const podsIn =
  (rows: Readonly<Record<string, PodsRow>>): ValuesInput['pods'] =>
  (name) => {
    const { count, cpu, memory } = rows[name] ?? { count: 1, cpu: 0, memory: 0 };
    return {
      count: count === 'each node' ? 1 : count,
      resources: {
        requests: { cpu: `${cpu}m`, memory: `${memory}Mi` },
        limits: { memory: `${memory * 2}Mi` },
      },
    };
  };

const remark = (value: Value, before: string): Commented => new Commented(value, { before });

const volume = (storage: string): ValueMap => ({
  volumeClaimTemplate: {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
  },
});

const builders = {
  'metrics-server': ({ pods }) => ({
    replicas: pods('server').count,
    resources: pods('server').resources,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  }),
  'ingress-nginx': ({ bootstrap: { routing, cluster }, pods }) => ({
    controller: {
      replicaCount: pods('controller').count,
      resources: pods('controller').resources,
      ingressClassResource: { name: routing.className },
      ...(routing.className === 'nginx' ? {} : { ingressClass: routing.className }),
      metrics: remark(
        { enabled: true },
        'Prometheus finds it through additionalServiceMonitors in monitoring.yaml, ' +
          'because its CRDs may be installed later.',
      ),
      service: remark(
        { externalTrafficPolicy: 'Local' },
        `Saves a hop between nodes.${cluster.provider.balancerIsProxy ? seenAddress(cluster) : ''}`,
      ),
    },
  }),
  'nginx-gateway-fabric': ({ pods }) => ({
    nginxGateway: { resources: pods('controller').resources },
    nginx: { replicas: pods('gateway').count, container: { resources: pods('gateway').resources } },
  }),
  'istio-base': () => ({ defaultRevision: 'default' }),
  istiod: ({ pods }) => ({ pilot: { resources: pods('pilot').resources } }),
  'istio-ingressgateway': ({ pods }) => ({
    replicaCount: pods('gateway').count,
    autoscaling: { enabled: false },
    resources: pods('gateway').resources,
  }),
  'cert-manager': ({ bootstrap: { routing }, pods }) => ({
    crds: remark(
      { enabled: true, keep: true },
      'keep: certificates survive an uninstall of the chart.',
    ),
    prometheus: { enabled: true },
    resources: pods('controller').resources,
    webhook: { resources: pods('webhook').resources },
    cainjector: { resources: pods('cainjector').resources },
    ...routingOf(routing).bootstrap.certManager,
  }),
  dapr: ({ pods }) => ({
    global: {
      ha: remark({ enabled: true }, 'Three replicas of each, to tolerate node loss.'),
      mtls: remark({ enabled: true }, 'Mutual TLS between sidecars.'),
      logAsJson: true,
    },
    ...Object.fromEntries(
      ['dapr_operator', 'dapr_placement', 'dapr_scheduler', 'dapr_sentry'].map((name) => [
        name,
        { resources: pods(name).resources },
      ]),
    ),
    dapr_sidecar_injector: {
      sidecarDropALLCapabilities: remark(
        true,
        'Required in namespaces with the Pod Security Standard "restricted".',
      ),
      sidecarRunAsNonRoot: true,
      sidecarReadOnlyRootFilesystem: true,
      resources: pods('dapr_sidecar_injector').resources,
    },
  }),
  'sealed-secrets': ({ plan: { secrets }, pods }) => ({
    ...secrets.controller?.values,
    image: { tag: sealedSecretsTag },
    resources: pods('controller').resources,
  }),
  monitoring: ({
    bootstrap: {
      cluster: { metrics, provider },
      steps,
    },
    pods,
  }) => ({
    prometheus: {
      prometheusSpec: {
        retention: metrics.retention,
        storageSpec: volume(metrics.storage),
        resources: pods('prometheus').resources,
        ...open('serviceMonitor', 'podMonitor', 'rule', 'probe'),
      },
      additionalServiceMonitors: monitorsOf(steps),
    },
    alertmanager: {
      alertmanagerSpec: {
        storage: volume(metrics.alertStorage),
        resources: pods('alertmanager').resources,
        alertmanagerConfigSelector: remark(
          {},
          'AlertmanagerConfigs of all namespaces; each receives the alerts of its own namespace.',
        ),
        alertmanagerConfigNamespaceSelector: {},
      },
    },
    grafana: {
      admin: remark(
        { existingSecret: 'grafana-admin', userKey: 'admin-user', passwordKey: 'admin-password' },
        'bootstrap.sh creates the Secret.',
      ),
      defaultDashboardsEnabled: remark(true, 'Dashboards for nodes and namespaces.'),
      sidecar: {
        dashboards: { enabled: true, label: 'grafana_dashboard', searchNamespace: 'ALL' },
      },
      additionalDataSources: [
        { name: 'Loki', type: 'loki', access: 'proxy', url: 'http://loki:3100' },
      ],
      resources: pods('grafana').resources,
    },
    prometheusOperator: { resources: pods('operator').resources },
    'kube-state-metrics': { resources: pods('state').resources },
    'prometheus-node-exporter': { resources: pods('node').resources },
    ...(provider.hidesControlPlane ? hiddenByProvider : {}),
  }),
  loki: ({
    bootstrap: {
      cluster: { logs },
    },
    pods,
  }) => ({
    deploymentMode: remark(
      'SingleBinary',
      'A single server with a volume is enough for one cluster.',
    ),
    loki: {
      auth_enabled: false,
      commonConfig: { replication_factor: 1 },
      storage: { type: 'filesystem' },
      schemaConfig: {
        configs: [
          {
            from: '2024-04-01',
            store: 'tsdb',
            object_store: 'filesystem',
            schema: 'v13',
            index: { prefix: 'loki_index_', period: '24h' },
          },
        ],
      },
      limits_config: { retention_period: logs.retention },
      compactor: { retention_enabled: true, delete_request_store: 'filesystem' },
    },
    singleBinary: {
      replicas: pods('single').count,
      persistence: { enabled: true, size: logs.storage },
      resources: pods('single').resources,
    },
    ...Object.fromEntries(['read', 'write', 'backend'].map((part) => [part, { replicas: 0 }])),
    ...Object.fromEntries(
      ['chunksCache', 'resultsCache', 'gateway', 'lokiCanary', 'test'].map((part) => [
        part,
        { enabled: false },
      ]),
    ),
    monitoring: { selfMonitoring: { enabled: false, grafanaAgent: { installOperator: false } } },
  }),
  alloy: ({ pods }) => ({
    alloy: { configMap: { content: alloyConfig }, resources: pods('collector').resources },
    controller: { type: 'daemonset' },
  }),
} satisfies Record<ChartName, (asked: ValuesInput) => Value>;

const seenAddress = ({ provider }: BootstrapPlan['cluster']): string =>
  ` Applications still see the address of the load balancer: that of ${provider.title} ` +
  'is a proxy.';

/** Prometheus takes what it finds in all namespaces, whatever its labels. */
const open = (...kinds: readonly string[]): ValueMap =>
  Object.fromEntries(
    kinds.flatMap((kind): [string, Value][] => [
      [`${kind}SelectorNilUsesHelmValues`, false],
      [`${kind}NamespaceSelector`, {}],
    ]),
  );

/** Parts of the control plane that a provider runs, and shows to nobody. */
const hiddenByProvider = Object.fromEntries(
  ['kubeControllerManager', 'kubeScheduler', 'kubeEtcd', 'kubeProxy'].map((part) => [
    part,
    { enabled: false },
  ]),
);
