import type { BootstrapPlan } from '../../plan/bootstrap.ts';
import { kubectlImage } from '../../plan/bootstrap-charts.ts';
import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import { labelsOf, selectorOf } from '../../kubernetes/metadata.ts';
import { containerSecurity, podSecurity } from '../../kubernetes/pod.ts';
import type { Value } from '../../render/spec.ts';

/** What scales the components of sleeping environments to zero and back, in the namespace of each. */
export function sleep(
  plan: Plan,
  { environments, cluster: { sleep: times } }: BootstrapPlan,
): readonly Value[] {
  if (times === undefined) return [];
  const name = sleeperOf(plan);
  return environments
    .filter((environment) => times.environments.includes(environment.name))
    .flatMap((environment) => {
      const { namespace, workloads } = environment;
      const metadata = { name, namespace, labels: labelsOf(plan, name, 'sleep') };
      return [
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
        role(metadata, workloads),
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata,
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
          subjects: [{ kind: 'ServiceAccount', name, namespace }],
        },
        // The API server has no label to select, so only its ports are named.
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata,
          spec: {
            podSelector: { matchLabels: selectorOf(name) },
            policyTypes: ['Ingress', 'Egress'],
            egress: [{ ports: [443, 6443].map((port) => ({ protocol: 'TCP', port })) }],
          },
        },
        job(plan, environment, { name, suffix: 'down', at: times.from, counts: [[0, workloads]] }),
        job(plan, environment, { name, suffix: 'up', at: times.to, counts: byCount(workloads) }),
      ];
    });
}

/** Name of everything that makes environments sleep. */
export const sleeperOf = ({ service }: Plan): string => `${service.name}-sleep`;

/** Only these Deployments, and of them only how many pods they have. */
const role = (metadata: Value, workloads: readonly WorkloadPlan[]): Value => {
  const resourceNames = workloads.map(({ component }) => component.objectName);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: [
      { apiGroups: ['apps'], resources: ['deployments'], resourceNames, verbs: ['get'] },
      {
        apiGroups: ['apps'],
        resources: ['deployments/scale'],
        resourceNames,
        verbs: ['get', 'update', 'patch'],
      },
    ],
  };
};

type Counts = readonly (readonly [count: number, workloads: readonly WorkloadPlan[]])[];

/** How many pods each component wakes up to; a HorizontalPodAutoscaler goes on from its least. */
function byCount(workloads: readonly WorkloadPlan[]): Counts {
  const countOf = ({ autoscaling, replicas }: WorkloadPlan): number => autoscaling?.min ?? replicas;
  return [...new Set(workloads.map(countOf))]
    .sort((a, b) => a - b)
    .map((count) => [count, workloads.filter((workload) => countOf(workload) === count)]);
}

interface Job {
  readonly name: string;
  readonly suffix: 'down' | 'up';
  /** Like `20:00`, UTC. */
  readonly at: string;
  readonly counts: Counts;
}

function job(plan: Plan, { namespace }: EnvironmentPlan, { name, suffix, at, counts }: Job): Value {
  const labels = labelsOf(plan, name, 'sleep');
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: `${name}-${suffix}`, namespace, labels, annotations: pinnedByVersion },
    spec: {
      schedule: `${minute} ${hour} * * 1-5`,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 3,
          activeDeadlineSeconds: 300,
          ttlSecondsAfterFinished: 86_400,
          template: {
            metadata: { labels, annotations: pinnedByVersion },
            spec: {
              serviceAccountName: name,
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              restartPolicy: 'OnFailure',
              securityContext: podSecurity(65_532),
              containers: counts.map(([count, workloads]) => container(count, workloads)),
              volumes: [token],
            },
          },
        },
      },
    },
  };
}

const container = (count: number, workloads: readonly WorkloadPlan[]): Value => ({
  name: `to-${count}`,
  image: kubectlImage,
  imagePullPolicy: 'Always',
  command: ['kubectl'],
  args: [
    'scale',
    `--replicas=${count}`,
    ...workloads.map(({ component }) => `deployment/${component.objectName}`),
  ],
  resources: {
    requests: { cpu: '10m', memory: '32Mi', 'ephemeral-storage': '16Mi' },
    limits: { cpu: '200m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
  },
  securityContext: containerSecurity(65_532),
  volumeMounts: [
    { name: 'api', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true },
  ],
});

const pinnedByVersion = {
  'checkov.io/skip1': 'CKV_K8S_43=pinned by its full version, like the cluster',
} as const;

/**
 * A token for an hour, in the place where kubectl looks for it;
 * what the cluster would mount by itself lives for a year.
 */
const token = {
  name: 'api',
  projected: {
    defaultMode: 0o444,
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [
            { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } },
          ],
        },
      },
    ],
  },
} satisfies Value;
