import { podVariables } from '../../domain/names.ts';
import { configMapOf } from '../../plan/names.ts';
import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { messagingOf } from '../messaging/index.ts';
import { autoscaler } from './autoscaler.ts';
import { exemptFromCheckov, exemptFromKubeScore } from '../../kubernetes/exemptions.ts';
import { componentLabels, selectorOf, syncWave, type Manifest } from '../../kubernetes/metadata.ts';
import {
  apart,
  checksum,
  containerSecurity,
  leanPod,
  podSecurity,
  probe,
  resourcesOf,
  scratch,
} from '../../kubernetes/pod.ts';
import { unreleasedImage } from '../../plan/unreleased.ts';

/** What the objects of a component read of its environment. */
type Surroundings = Pick<EnvironmentPlan, 'waves' | 'messaging'>;

/** A component without what concerns its policy and its routes alone. */
export type OwnWorkload = Omit<
  WorkloadPlan,
  'stores' | 'external' | 'routes' | 'calls' | 'calledBy' | 'egress'
>;

/** The objects of one component in one environment, without its policies and routes. */
export function workload(
  plan: Plan,
  environment: Surroundings,
  workloadPlan: OwnWorkload,
): Manifest[] {
  const file = (kind: string): string =>
    plan.components.length === 1 ? kind : `${workloadPlan.component.name}-${kind}`;
  const manifests: Manifest[] = [
    { file: file('service-account'), object: serviceAccount(plan, environment, workloadPlan) },
    { file: file('configmap'), object: configMap(plan, environment, workloadPlan) },
    { file: file('deployment'), object: deployment(plan, environment, workloadPlan) },
    { file: file('service'), object: service(plan, environment, workloadPlan) },
  ];
  const { budgeted, autoscaling } = workloadPlan;
  return [
    ...manifests,
    ...(budgeted
      ? [
          {
            file: file('pod-disruption-budget'),
            object: disruptionBudget(plan, environment, workloadPlan),
          },
        ]
      : []),
    ...(autoscaling === undefined
      ? []
      : [
          {
            file: file('autoscaler'),
            object: autoscaler(plan, environment, workloadPlan, autoscaling),
          },
        ]),
  ];
}

const metadata = (
  plan: Plan,
  { component }: OwnWorkload,
  annotations: Record<string, string>,
  name = component.objectName,
) => ({ name, labels: componentLabels(plan, component), annotations });

const serviceAccount = (
  plan: Plan,
  environment: Surroundings,
  workloadPlan: OwnWorkload,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: metadata(plan, workloadPlan, syncWave(environment, 'configuration')),
  automountServiceAccountToken: false,
});

const configMap = (
  plan: Plan,
  environment: Surroundings,
  workloadPlan: OwnWorkload,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadata(
    plan,
    workloadPlan,
    syncWave(environment, 'configuration'),
    configMapOf(workloadPlan.component.objectName),
  ),
  data: configuration(workloadPlan),
});

/** What its ConfigMap says: variables that every container gets, and those of the config. */
export const configuration = ({ env, shutdown }: OwnWorkload): Record<string, string> => ({
  SHUTDOWN_DELAY_MS: String(shutdown.delaySeconds * 1000),
  ...env,
});

function deployment(
  plan: Plan,
  environment: Surroundings,
  workloadPlan: OwnWorkload,
): KubernetesObject {
  const { component, replicas, budgeted, autoscaling, resources, shutdown } = workloadPlan;
  const { objectName, image, port, user, live, ready, startup } = component;
  const selector = selectorOf(objectName);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(plan, workloadPlan, {
      ...syncWave(environment, 'workload'),
      ...exemptFromKubeScore(...(budgeted ? [] : ['deployment-replicas'])),
      ...exemptFromCheckov(...(workloadPlan.secretEnv.length > 0 ? ['CKV_K8S_35' as const] : [])),
    }),
    spec: {
      // Said here, Argo CD would set it back whenever the autoscaler changes it.
      ...(autoscaling === undefined ? { replicas } : {}),
      revisionHistoryLimit: 5,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: componentLabels(plan, component),
          annotations: {
            'checksum/config': checksum(configuration(workloadPlan)),
            ...messagingOf(environment.messaging).annotations(plan, workloadPlan),
          },
        },
        spec: {
          serviceAccountName: objectName,
          ...leanPod,
          imagePullSecrets: [{ name: plan.registry.pullSecret }],
          securityContext: podSecurity(user),
          terminationGracePeriodSeconds: shutdown.graceSeconds,
          ...apart(selector),
          containers: [
            {
              name: component.name,
              image: unreleasedImage(image.repository),
              imagePullPolicy: 'Always',
              ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
              envFrom: [{ configMapRef: { name: configMapOf(objectName) } }],
              env: [
                ...messagingVariables(workloadPlan),
                ...podMetadata,
                ...workloadPlan.secretEnv.map(({ variable, secret, key }) => ({
                  name: variable,
                  valueFrom: { secretKeyRef: { name: secret, key } },
                })),
              ],
              startupProbe: probe(startup),
              readinessProbe: probe(ready),
              livenessProbe: probe(live),
              resources: resourcesOf(resources),
              securityContext: containerSecurity(user),
              volumeMounts: component.scratch.map(({ name, path }) => ({ name, mountPath: path })),
            },
          ],
          volumes: component.scratch.map(({ name, sizeLimit }) => scratch(name, sizeLimit)),
        },
      },
    },
  };
}

/** How the application finds what carries its events, and what the broker calls its topics. */
function messagingVariables({
  sidecar,
  publishes,
  subscribes,
}: OwnWorkload): { name: string; value: string }[] {
  if (sidecar === undefined) return [];
  const topics = new Map(
    [...publishes, ...subscribes].map(({ variable, topic }) => [variable, topic]),
  );
  return [...Object.entries(sidecar.variables), ...topics].map(([name, value]) => ({
    name,
    value,
  }));
}

/** Who a pod is, for logs and traces (the downward API). Its version is baked into the image. */
const podMetadata = Object.entries(podVariables).map(([name, fieldPath]) => ({
  name,
  valueFrom: { fieldRef: { fieldPath } },
}));

const service = (
  plan: Plan,
  environment: Surroundings,
  workloadPlan: OwnWorkload,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(plan, workloadPlan, syncWave(environment, 'configuration')),
  spec: {
    type: 'ClusterIP',
    selector: selectorOf(workloadPlan.component.objectName),
    ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
  },
});

const disruptionBudget = (
  plan: Plan,
  environment: Surroundings,
  workloadPlan: OwnWorkload,
): KubernetesObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: metadata(plan, workloadPlan, syncWave(environment, 'configuration')),
  spec: {
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    selector: { matchLabels: selectorOf(workloadPlan.component.objectName) },
  },
});
