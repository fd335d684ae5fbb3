/**
 * Where objects of a kind stand: in the namespace of an environment as part of
 * it, in a namespace because a person, a script or an operator puts them there,
 * in the whole cluster, or nowhere, because only kustomize reads them.
 */
export type Scope = 'environment' | 'namespace' | 'cluster' | 'none';

/** Every kind that a file of ours can have, by its `apiVersion`. */
export const kinds = {
  v1: {
    ConfigMap: 'environment',
    Namespace: 'cluster',
    PersistentVolumeClaim: 'environment',
    Secret: 'namespace',
    Service: 'environment',
    ServiceAccount: 'environment',
  },
  'apps/v1': { Deployment: 'environment' },
  'autoscaling/v2': { HorizontalPodAutoscaler: 'environment' },
  'batch/v1': { CronJob: 'namespace' },
  'networking.k8s.io/v1': { Ingress: 'environment', NetworkPolicy: 'environment' },
  'policy/v1': { PodDisruptionBudget: 'environment' },
  'rbac.authorization.k8s.io/v1': { Role: 'namespace', RoleBinding: 'namespace' },
  'argoproj.io/v1alpha1': { Application: 'namespace', AppProject: 'namespace' },
  'barmancloud.cnpg.io/v1': { ObjectStore: 'environment' },
  'bitnami.com/v1alpha1': { SealedSecret: 'environment' },
  'cert-manager.io/v1': { Certificate: 'environment', ClusterIssuer: 'cluster' },
  'dapr.io/v1alpha1': { Component: 'environment', Configuration: 'environment' },
  'dapr.io/v2alpha1': { Subscription: 'environment' },
  'gateway.networking.k8s.io/v1': { Gateway: 'namespace', HTTPRoute: 'environment' },
  'kustomize.config.k8s.io/v1alpha1': { Component: 'none' },
  'kustomize.config.k8s.io/v1beta1': { Kustomization: 'none' },
  'monitoring.coreos.com/v1': { PrometheusRule: 'environment', ServiceMonitor: 'environment' },
  'monitoring.coreos.com/v1alpha1': { AlertmanagerConfig: 'environment' },
  'networking.istio.io/v1': { Gateway: 'namespace', VirtualService: 'environment' },
  'postgresql.cnpg.io/v1': {
    Backup: 'namespace',
    Cluster: 'environment',
    Pooler: 'environment',
    ScheduledBackup: 'environment',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Scope>>>>;

/** A kind as the API server names it, in whatever version. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

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

/** Every kind of a scope once, in whatever version, by group and name. */
export const kindsOf = (scope: Scope): readonly GroupKind[] =>
  [...scopes.keys()]
    .filter((name) => scopes.get(name) === scope)
    .sort()
    .map((name) => {
      const [group = '', kind = ''] = name.split('/');
      return { group, kind };
    });

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
