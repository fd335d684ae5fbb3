import { argocdPrefix, labelKeys } from '../../../domain/labels.ts';
import { inCluster } from '../../../domain/clusters.ts';
import { groupOf, scopeOf } from '../../../domain/kinds.ts';
import type { Scope } from '../../../domain/kinds.ts';
import { paths } from '../../../plan/paths.ts';
import type { ArgocdPlan, EnvironmentPlan, Plan } from '../../../plan/plan.ts';
import { secretFoldersBeside } from '../../../plan/secrets/index.ts';
import { managedYaml, origin } from '../../../render/file-specs.ts';
import { packagerOf } from '../../packaging/index.ts';
import { namespaceLabels } from '../../../kubernetes/metadata.ts';
import { secretsOf } from '../../secrets/index.ts';
import type { FileSpec, Value } from '../../../render/spec.ts';

const from = origin('argocd', 'delivery', 'environments', 'repository');

/** The Applications, their project and, if asked for, the root app that manages them from git. */
export function argocdFiles(plan: Plan, delivery: ArgocdPlan): FileSpec[] {
  return [
    managedYaml(paths.appProject, [appProject(plan, delivery)], from),
    ...plan.environments.map((environment) =>
      managedYaml(
        paths.application(environment.name),
        [application(plan, delivery, environment)],
        from,
      ),
    ),
    ...(delivery.rootApp ? [managedYaml(paths.rootApp, [rootApp(plan, delivery)], from)] : []),
  ];
}

/** Without `refresh` a git revert does not rescue a sync that keeps failing (Argo CD 3.2 and later). */
const retry = {
  limit: 5,
  refresh: true,
  backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
} as const;

/** Asks the API server what an apply would change, so that a default which it fills in is no difference. */
const serverSideDiff = { [`${argocdPrefix}compare-options`]: 'ServerSideDiff=true' } as const;

/** https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ */
function application(plan: Plan, delivery: ArgocdPlan, environment: EnvironmentPlan): Value {
  const { service } = plan;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: environment.application,
      namespace: delivery.namespace,
      labels: {
        [labelKeys.name]: service.name,
        [labelKeys.partOf]: service.system,
      },
      annotations: serverSideDiff,
    },
    spec: {
      project: delivery.project,
      ...sourcesOf(plan, environment),
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

/**
 * Where manifests come from. What does not list the secrets that git
 * holds has their folder beside it as a source; waves count over all.
 */
function sourcesOf(plan: Plan, environment: EnvironmentPlan): Readonly<Record<string, Value>> {
  const here = { repoURL: plan.service.repository.url, targetRevision: environment.branch };
  const manifests = packagerOf(plan)
    .sources(environment)
    .map((source) => ({ ...here, ...source }));
  const [first = {}] = manifests;
  if (plan.packaging.listsSecrets) return { source: first };
  const beside = secretFoldersBeside(plan, [environment.name]);
  return { sources: [...manifests, ...beside.map((path) => ({ ...here, path }))] };
}

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/project-specification/ */
function appProject(plan: Plan, delivery: ArgocdPlan): Value {
  const { service, environments } = plan;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: delivery.project,
      namespace: delivery.namespace,
      labels: { [labelKeys.partOf]: service.system },
    },
    spec: {
      description: `What ${service.name} may deploy, and where`,
      sourceRepos: [service.repository.url],
      destinations: [
        ...environments.map(({ cluster, namespace }) => ({ server: cluster, namespace })),
        ...(delivery.rootApp ? [{ server: inCluster, namespace: delivery.namespace }] : []),
      ],
      clusterResourceWhitelist: kindsOf(plan, delivery, 'cluster'),
      namespaceResourceWhitelist: kindsOf(plan, delivery, 'namespace'),
      orphanedResources: { warn: true },
    },
  };
}

/** Exactly the kinds of a scope that the environments hold, or that values of the chart can bring. */
function kindsOf(plan: Plan, delivery: ArgocdPlan, scope: Scope): Value {
  const kinds = [
    namespaceKind,
    ...packagerOf(plan).kinds(),
    ...secretsOf(plan).kinds.map(({ apiVersion, kind }) => ({ group: groupOf(apiVersion), kind })),
    ...(delivery.rootApp ? [{ group: 'argoproj.io', kind: 'Application' }] : []),
  ].filter(({ group, kind }) => scopeOf(group, kind) === scope);
  const names = new Map(kinds.map((entry) => [`${entry.group}/${entry.kind}`, entry]));
  return [...names.keys()].sort().flatMap((name) => names.get(name) ?? []);
}

/** Made by `CreateNamespace=true`. */
const namespaceKind = { group: '', kind: 'Namespace' };

const rootApp = ({ service, environments }: Plan, delivery: ArgocdPlan): Value => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: service.name,
    namespace: delivery.namespace,
    labels: { [labelKeys.partOf]: service.system },
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
