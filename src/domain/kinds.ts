/** Whether an object of a kind stands in a namespace, belongs to the whole cluster, or never reaches it. */
export type Scope = 'namespace' | 'cluster' | 'none';

/** Every kind that a file of ours can have, by its `apiVersion`. Kinds without a scope are what kustomize reads. */
export const kinds = {
  v1: {
    ConfigMap: 'namespace',
    Namespace: 'cluster',
    PersistentVolumeClaim: 'namespace',
    Secret: 'namespace',
    Service: 'namespace',
    ServiceAccount: 'namespace',
  },
  'apps/v1': { Deployment: 'namespace' },
  'autoscaling/v2': { HorizontalPodAutoscaler: 'namespace' },
  'batch/v1': { CronJob: 'namespace' },
  'networking.k8s.io/v1': { Ingress: 'namespace', NetworkPolicy: 'namespace' },
  'policy/v1': { PodDisruptionBudget: 'namespace' },
  'rbac.authorization.k8s.io/v1': { Role: 'namespace', RoleBinding: 'namespace' },
  'argoproj.io/v1alpha1': { Application: 'namespace', AppProject: 'namespace' },
  'barmancloud.cnpg.io/v1': { ObjectStore: 'namespace' },
  'bitnami.com/v1alpha1': { SealedSecret: 'namespace' },
  'cert-manager.io/v1': { Certificate: 'namespace', ClusterIssuer: 'cluster' },
  'dapr.io/v1alpha1': { Component: 'namespace', Configuration: 'namespace' },
  'dapr.io/v2alpha1': { Subscription: 'namespace' },
  'gateway.networking.k8s.io/v1': { Gateway: 'namespace', HTTPRoute: 'namespace' },
  'kustomize.config.k8s.io/v1alpha1': { Component: 'none' },
  'kustomize.config.k8s.io/v1beta1': { Kustomization: 'none' },
  'monitoring.coreos.com/v1': { PrometheusRule: 'namespace', ServiceMonitor: 'namespace' },
  'monitoring.coreos.com/v1alpha1': { AlertmanagerConfig: 'namespace' },
  'networking.istio.io/v1': { Gateway: 'namespace', VirtualService: 'namespace' },
  'postgresql.cnpg.io/v1': {
    Backup: 'namespace',
    Cluster: 'namespace',
    Pooler: 'namespace',
    ScheduledBackup: 'namespace',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Scope>>>>;

/** What says of an object which kind it is of. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The API group of an `apiVersion`; the one of Kubernetes' first kinds is empty. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

/** The scope of a kind of a group; nothing where we do not know it, because somebody else's file has it. */
export const scopeOf = (group: string, kind: string): Scope | undefined =>
  scopes.get(`${group}/${kind}`);

/** Whether every cluster serves this `apiVersion`, without an operator or a custom resource. */
export const isBuiltIn = (apiVersion: string): boolean => builtIn.has(groupOf(apiVersion));

const builtIn = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
]);

const scopes: ReadonlyMap<string, Scope> = new Map(
  Object.entries(kinds).flatMap(([apiVersion, scopesOfKinds]) =>
    Object.entries(scopesOfKinds).map(
      ([kind, scope]) => [`${groupOf(apiVersion)}/${kind}`, scope] as const,
    ),
  ),
);
