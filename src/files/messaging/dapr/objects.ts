import type { DaprPlan, Plan } from '../../../plan/plan.ts';
import type { KubernetesObject } from '../../../render/kubernetes-object.ts';
import {
  componentLabels,
  labelsOf,
  syncWave,
  type Manifest,
} from '../../../kubernetes/metadata.ts';
import type { ConnectedComponent, ConnectedEnvironment } from '../contract.ts';
import { brokerOf } from './brokers/index.ts';

/**
 * What Dapr needs in the namespace: how it traces and logs, the broker, and
 * the state store (https://docs.dapr.io/reference/resource-specs/).
 */
export function daprObjects(
  messaging: DaprPlan,
  plan: Plan,
  environment: ConnectedEnvironment,
): Manifest[] {
  const { workloads } = environment;
  const idsOf = (
    uses: (workload: (typeof workloads)[number]) => boolean | undefined,
  ): readonly string[] => workloads.filter(uses).map(({ component }) => component.objectName);
  const [clients, keepers] = [
    idsOf(({ sidecar }) => sidecar?.hasEvents),
    idsOf(({ sidecar }) => sidecar?.keepsState),
  ];
  const objects = [
    configuration(plan, environment, messaging),
    ...(clients.length === 0 ? [] : [pubsub(plan, environment, messaging, clients)]),
    ...(messaging.state === undefined || keepers.length === 0
      ? []
      : [stateStore(plan, environment, messaging.state, keepers)]),
  ];
  return objects.map((object) => ({ file: 'dapr', object }));
}

/** What brings the events of its topics to a component, as POST requests. */
export const subscriptions = (
  { pubsub: pubsubname }: DaprPlan,
  plan: Plan,
  { waves, component, subscribes }: ConnectedComponent,
): Manifest[] =>
  subscribes.map(({ name, topic }) => ({
    file: plan.components.length === 1 ? 'subscriptions' : `${component.name}-subscriptions`,
    object: {
      apiVersion: 'dapr.io/v2alpha1',
      kind: 'Subscription',
      metadata: {
        name: `${component.objectName}-${name}`,
        labels: componentLabels(plan, component),
        annotations: syncWave({ waves }, 'messaging'),
      },
      spec: {
        pubsubname,
        topic,
        routes: { default: `/events/${name}` },
      },
      scopes: [component.objectName],
    },
  }));

const metadata = (plan: Plan, environment: ConnectedEnvironment, name: string) => ({
  name,
  labels: labelsOf(plan, plan.service.name, 'messaging'),
  annotations: syncWave(environment, 'messaging'),
});

const configuration = (
  plan: Plan,
  environment: ConnectedEnvironment,
  { samplingRate, apiLogging }: DaprPlan,
): KubernetesObject => ({
  apiVersion: 'dapr.io/v1alpha1',
  kind: 'Configuration',
  metadata: metadata(plan, environment, plan.service.name),
  spec: {
    tracing: { samplingRate },
    metric: { enabled: true },
    logging: { apiLogging: { enabled: apiLogging, omitHealthChecks: true } },
  },
});

/** The operator reads the secrets of the namespace for it. */
const fromSecrets = { secretStore: 'kubernetes' } as const;

const pubsub = (
  plan: Plan,
  environment: ConnectedEnvironment,
  { broker, pubsub: name }: DaprPlan,
  scopes: readonly string[],
): KubernetesObject => ({
  apiVersion: 'dapr.io/v1alpha1',
  kind: 'Component',
  metadata: metadata(plan, environment, name),
  spec: {
    type: brokerOf(broker).pubsub.type,
    version: 'v1',
    metadata: [...brokerOf(broker).pubsub.metadata],
  },
  auth: fromSecrets,
  scopes: [...scopes],
});

const stateStore = (
  plan: Plan,
  environment: ConnectedEnvironment,
  { name, host, secret, key }: NonNullable<DaprPlan['state']>,
  scopes: readonly string[],
): KubernetesObject => ({
  apiVersion: 'dapr.io/v1alpha1',
  kind: 'Component',
  metadata: metadata(plan, environment, name),
  spec: {
    type: 'state.redis',
    version: 'v1',
    metadata: [
      { name: 'redisHost', value: host },
      { name: 'redisPassword', secretKeyRef: { name: secret, key } },
      { name: 'enableTLS', value: 'false' },
    ],
  },
  auth: fromSecrets,
  scopes: [...scopes],
});
