import { inCluster } from '../../../domain/clusters.ts';
import { kindsOf } from '../../../domain/kinds.ts';
import { argocdPrefix, labelKeys } from '../../../domain/labels.ts';
import type { ArgocdPlan, Plan, RootAppPlan } from '../../../plan/plan.ts';
import type { Value } from '../../../render/spec.ts';

/**
 * What the Applications may deploy, and where. It is one object for all branches,
 * so it allows what any of them may come to hold: a kind that it lacks stops the
 * whole sync, and one that it has lost cannot be pruned. Kinds that only others
 * put beside an environment are missing on purpose: what may not be synced never
 * counts as orphaned (https://argo-cd.readthedocs.io/en/stable/user-guide/orphaned-resources/).
 */
export const appProject = (plan: Plan, delivery: ArgocdPlan): Value =>
  project(plan, delivery, {
    name: delivery.project,
    // The root app applies it before the Applications that it admits.
    annotations: delivery.rootApp === undefined ? {} : { [`${argocdPrefix}sync-wave`]: '-1' },
    description: `What ${plan.service.name} may deploy, and where`,
    destinations: plan.environments.flatMap(({ cluster, namespaces }) =>
      namespaces.map(({ name }) => ({ server: cluster, namespace: name })),
    ),
    clusterResourceWhitelist: [namespaceKind],
    namespaceResourceWhitelist: kindsOf('environment').map(({ group, kind }) => ({ group, kind })),
    orphanedResources: { warn: true, ignore: putByOthers },
  });

/**
 * What the root app may deploy: Applications and the project above, to Argo CD's own
 * namespace. That is not watched for orphans, because it is full of what others own,
 * and an ignore list cannot name a namespace; the Applications of the environments
 * get no way into it. It is the same whatever the environments are.
 */
export const rootProject = (plan: Plan, delivery: ArgocdPlan, rootApp: RootAppPlan): Value =>
  project(plan, delivery, {
    name: rootApp.project,
    annotations: {},
    description: `The Applications of ${plan.service.name} and their project`,
    destinations: [{ server: inCluster, namespace: delivery.namespace }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [
      { group: 'argoproj.io', kind: 'AppProject' },
      { group: 'argoproj.io', kind: 'Application' },
    ],
  });

interface Project {
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly description: string;
  readonly destinations: readonly Value[];
  readonly clusterResourceWhitelist: readonly Value[];
  readonly namespaceResourceWhitelist: readonly Value[];
  readonly orphanedResources?: Value;
}

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/project-specification/ */
function project(
  { service }: Plan,
  { namespace }: ArgocdPlan,
  { name, annotations, description, ...spec }: Project,
): Value {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name,
      namespace,
      labels: { [labelKeys.partOf]: service.system },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: { description, sourceRepos: [service.repository.url], ...spec },
  };
}

/** Made by `CreateNamespace=true`. */
const namespaceKind = { group: '', kind: 'Namespace' };

/**
 * What others put into namespaces without saying that it belongs to something: CloudNativePG
 * its queries beside each cluster, Istio and OpenShift theirs everywhere. Argo CD itself knows
 * what Kubernetes does.
 */
const putByOthers: readonly Value[] = [
  { kind: 'ConfigMap', name: 'cnpg-default-monitoring' },
  { kind: 'ConfigMap', name: 'istio-ca-*' },
  { kind: 'ConfigMap', name: 'openshift-service-ca.crt' },
  { kind: 'ServiceAccount', name: 'builder' },
  { kind: 'ServiceAccount', name: 'deployer' },
];
