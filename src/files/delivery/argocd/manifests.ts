import { argocdPrefix, labelKeys } from '../../../domain/labels.ts';
import { inCluster } from '../../../domain/clusters.ts';
import { partsOf } from '../../../plan/namespaces.ts';
import { paths } from '../../../plan/paths.ts';
import type { ArgocdPlan, EnvironmentPlan, Plan, RootAppPlan } from '../../../plan/plan.ts';
import { secretFoldersBeside } from '../../../plan/secrets/index.ts';
import { managedYaml, origin } from '../../../render/file-specs.ts';
import { packagerOf } from '../../packaging/index.ts';
import { namespaceLabels } from '../../../kubernetes/metadata.ts';
import type { FileSpec, Value } from '../../../render/spec.ts';
import { applicationWave } from './order.ts';
import { appProject, rootProject } from './projects.ts';

const from = origin('argocd', 'delivery', 'environments', 'repository');

/** The Applications, their project and, if asked for, the root app that manages both from git. */
export function argocdFiles(plan: Plan, delivery: ArgocdPlan): FileSpec[] {
  const { rootApp } = delivery;
  return [
    managedYaml(paths.appProject, [appProject(plan, delivery)], from),
    ...plan.environments.map((environment) =>
      managedYaml(
        paths.application(environment.name),
        partsOf(environment).map((part) =>
          application(plan, delivery, part, applicationWave(environment, part)),
        ),
        from,
      ),
    ),
    ...(rootApp === undefined
      ? []
      : [
          managedYaml(
            paths.rootApp,
            [rootProject(plan, delivery, rootApp), rootAppOf(plan, delivery, rootApp)],
            from,
          ),
        ]),
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
function application(
  plan: Plan,
  delivery: ArgocdPlan,
  environment: EnvironmentPlan,
  wave: Readonly<Record<string, string>>,
): Value {
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
      annotations: { ...serverSideDiff, ...wave },
    },
    spec: {
      project: delivery.project,
      ...sourcesOf(plan, environment),
      destination: { server: environment.cluster, namespace: environment.namespace },
      syncPolicy: {
        ...(environment.isSyncedByHand ? {} : { automated: { prune: true, selfHeal: true } }),
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
  const beside = secretFoldersBeside(plan, environment.folder);
  return { sources: [...manifests, ...beside.map((path) => ({ ...here, path }))] };
}

/** It follows the last environment: what that branch says of the Applications and their project holds. */
const rootAppOf = (
  { service, environments }: Plan,
  { namespace }: ArgocdPlan,
  { application, project }: RootAppPlan,
): Value => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: application,
    namespace,
    labels: { [labelKeys.partOf]: service.system },
  },
  spec: {
    project,
    source: {
      repoURL: service.repository.url,
      targetRevision: environments.at(-1)?.branch ?? 'HEAD',
      path: 'argocd',
      directory: { recurse: true, include: '{project.yaml,applications/*.yaml}' },
    },
    destination: { server: inCluster, namespace },
    syncPolicy: { automated: { prune: true, selfHeal: true }, retry },
  },
});
