import { podVariables } from '../../domain/names.ts';
import { configMapOf } from '../../plan/names.ts';
import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import type { PlacementPlan } from '../../plan/placement.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { messagingOf } from '../messaging/index.ts';
import { exemptFromCheckov, exemptFromKubeScore } from '../../kubernetes/exemptions.ts';
import { componentLabels, selectorOf, syncWave } from '../../kubernetes/metadata.ts';
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
import { unreleasedImage } from '../../domain/unreleased.ts';

/** What every object of a component is made of. */
type Named = Pick<EnvironmentPlan, 'waves'> & Pick<WorkloadPlan, 'component'>;

const metadata = (
  plan: Plan,
  { component }: Named,
  annotations: Record<string, string>,
  name = component.objectName,
) => ({ name, labels: componentLabels(plan, component), annotations });

/** Whom its pods are to the API server, which they never ask. */
export const serviceAccount = (plan: Plan, given: Named): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: metadata(plan, given, syncWave(given, 'configuration')),
  automountServiceAccountToken: false,
});

/** Its plain variables. */
export const configMap = (plan: Plan, given: Named & Configured): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadata(
    plan,
    given,
    syncWave(given, 'configuration'),
    configMapOf(given.component.objectName),
  ),
  data: configuration(given),
});

type Configured = Pick<WorkloadPlan, 'env' | 'shutdown'>;

/** What its ConfigMap says: variables that every container gets, and those of the config. */
export const configuration = ({ env, shutdown }: Configured): Record<string, string> => ({
  SHUTDOWN_DELAY_MS: String(shutdown.delaySeconds * 1000),
  ...env,
});

/** What a Deployment is made of. */
export type DeploymentGiven = Named &
  Pick<EnvironmentPlan, 'messaging'> &
  Pick<
    WorkloadPlan,
    | 'budgeted'
    | 'env'
    | 'publishes'
    | 'replicas'
    | 'resources'
    | 'secretEnv'
    | 'shutdown'
    | 'sidecar'
    | 'subscribes'
  > &
  PlacementPlan & {
    /** Whether an autoscaler owns the number of pods. */
    readonly isScaled: boolean;
  };

/** Its pods. */
export function deployment(plan: Plan, given: DeploymentGiven): KubernetesObject {
  const { component, replicas, budgeted, isScaled, resources, shutdown } = given;
  const { objectName, image, port, user, live, ready, startup } = component;
  const selector = selectorOf(objectName);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(plan, given, {
      ...syncWave(given, 'workload'),
      ...exemptFromKubeScore(...(budgeted ? [] : ['deployment-replicas'])),
      ...exemptFromCheckov(...(given.secretEnv.length > 0 ? ['CKV_K8S_35' as const] : [])),
    }),
    spec: {
      // Said here, Argo CD would set it back whenever the autoscaler changes it.
      ...(isScaled ? {} : { replicas }),
      revisionHistoryLimit: 5,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: componentLabels(plan, component),
          annotations: {
            'checksum/config': checksum(configuration(given)),
            ...messagingOf(given.messaging).annotations(plan, given),
          },
        },
        spec: {
          serviceAccountName: objectName,
          ...leanPod,
          ...placement(given),
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
                ...messagingVariables(given),
                ...podMetadata,
                ...given.secretEnv.map(({ variable, secret, key }) => ({
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

/** On which nodes, and before whose pods; nothing where the config leaves it to the cluster. */
const placement = ({ nodeSelector, tolerations, priorityClass }: PlacementPlan) => ({
  ...(priorityClass === '' ? {} : { priorityClassName: priorityClass }),
  ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
  ...(tolerations.length === 0 ? {} : { tolerations }),
});

/** How the application finds what carries its events, and what the broker calls its topics. */
function messagingVariables({
  sidecar,
  publishes,
  subscribes,
}: Pick<WorkloadPlan, 'sidecar' | 'publishes' | 'subscribes'>): { name: string; value: string }[] {
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

/** How others in the cluster reach it. */
export const service = (plan: Plan, given: Named): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(plan, given, syncWave(given, 'configuration')),
  spec: {
    type: 'ClusterIP',
    selector: selectorOf(given.component.objectName),
    ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
  },
});

/** Keeps all of its pods but one while nodes are drained. */
export const disruptionBudget = (plan: Plan, given: Named): KubernetesObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: metadata(plan, given, syncWave(given, 'configuration')),
  spec: {
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    selector: { matchLabels: selectorOf(given.component.objectName) },
  },
});
