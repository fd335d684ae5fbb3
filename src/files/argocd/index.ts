import { inCluster } from '../../domain/clusters.ts';
import { paths } from '../../plan/paths.ts';
import type { ArgocdService, EnvironmentPlan, Packaging, Plan } from '../../plan/plan.ts';
import { secretFolders } from '../../plan/secrets/index.ts';
import { managedYaml, origin } from '../../render/file-specs.ts';
import { chartOf } from '../helm/chart.ts';
import { chartsOf } from '../helm/charts.ts';
import { namespaceLabels } from '../../kubernetes/metadata.ts';
import { secretsOf } from '../secrets/index.ts';
import { objects } from '../k8s/objects.ts';
import { objectKey } from '../../render/kubernetes-object.ts';
import type { FileSpec, Value } from '../../render/spec.ts';

const from = origin('argocd', 'delivery', 'environments', 'repository');

/** The Applications, their project and, if asked for, the root app that manages them from git. */
export function argocdFiles(plan: ArgocdService): FileSpec[] {
  return [
    managedYaml(paths.appProject, [appProject(plan)], from),
    ...plan.environments.map((environment) =>
      managedYaml(paths.application(environment.name), [application(plan, environment)], from),
    ),
    ...(plan.delivery.rootApp ? [managedYaml(paths.rootApp, [rootApp(plan)], from)] : []),
  ];
}

/** Without `refresh` a git revert does not rescue a sync that keeps failing (Argo CD 3.2 and later). */
const retry = {
  limit: 5,
  refresh: true,
  backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
} as const;

/** https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ */
function application(plan: ArgocdService, environment: EnvironmentPlan): Value {
  const { service, delivery } = plan;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: environment.application,
      namespace: delivery.namespace,
      labels: {
        'app.kubernetes.io/name': service.name,
        'app.kubernetes.io/part-of': service.system,
      },
    },
    spec: {
      project: delivery.project,
      ...sources[plan.packaging](plan, environment),
      destination: { server: environment.cluster, namespace: environment.namespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
        managedNamespaceMetadata: { labels: namespaceLabels(service) },
        retry,
      },
    },
  };
}

/** Where manifests come from. Charts hold no sealed secrets, so their folder is a source of its own; waves count over all. */
const sources = {
  kustomize: ({ service }, { name, branch }) => ({
    source: { repoURL: service.repository.url, targetRevision: branch, path: paths.overlay(name) },
  }),
  helm: (plan, environment) => {
    const here = { repoURL: plan.service.repository.url, targetRevision: environment.branch };
    return {
      sources: [
        ...chartsOf(plan).map(({ path, releaseName, valueFiles }) => ({
          ...here,
          path,
          helm: { releaseName: releaseName(environment), valueFiles: valueFiles(environment) },
        })),
        ...secretFolders(plan, [environment.name]).map((path) => ({ ...here, path })),
      ],
    };
  },
} satisfies Record<
  Packaging,
  (plan: Plan, environment: EnvironmentPlan) => Readonly<Record<string, Value>>
>;

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/project-specification/ */
function appProject(plan: ArgocdService): Value {
  const { service, delivery, environments } = plan;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: delivery.project,
      namespace: delivery.namespace,
      labels: { 'app.kubernetes.io/part-of': service.system },
    },
    spec: {
      description: `What ${service.name} may deploy, and where to`,
      sourceRepos: [service.repository.url],
      destinations: [
        ...environments.map(({ cluster, namespace }) => ({ server: cluster, namespace })),
        ...(delivery.rootApp ? [{ server: inCluster, namespace: delivery.namespace }] : []),
      ],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      namespaceResourceWhitelist: kindsOf(plan),
      orphanedResources: { warn: true },
    },
  };
}

/** Exactly the kinds that the environments hold, or that values of the chart can bring. */
function kindsOf(plan: ArgocdService): Value {
  const built =
    plan.packaging === 'helm'
      ? chartOf(plan).objects.map(({ key }) => key)
      : plan.environments.flatMap((environment) => objects(plan, environment).map(objectKey));
  const kinds = [
    ...built.map((key) => key.split('/')).map(([group = '', kind = '']) => ({ group, kind })),
    ...secretsOf(plan).kinds.map(({ version, kind }) => ({
      group: version.split('/')[0] ?? '',
      kind,
    })),
    ...(plan.delivery.rootApp ? [{ group: 'argoproj.io', kind: 'Application' }] : []),
  ];
  const names = new Map(kinds.map((entry) => [`${entry.group}/${entry.kind}`, entry]));
  return [...names.keys()].sort().flatMap((name) => names.get(name) ?? []);
}

const rootApp = ({ service, delivery, environments }: ArgocdService): Value => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: service.name,
    namespace: delivery.namespace,
    labels: { 'app.kubernetes.io/part-of': service.system },
  },
  spec: {
    project: delivery.project,
    source: {
      repoURL: service.repository.url,
      targetRevision: environments.at(-1)?.branch ?? 'HEAD',
      path: 'argocd/applications',
    },
    destination: { server: inCluster, namespace: delivery.namespace },
    syncPolicy: { automated: { prune: true, selfHeal: true }, retry },
  },
});
