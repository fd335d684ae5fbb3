import { bytesOf } from '../domain/quantities.ts';
import type { ParsedConfig } from '../config/schema/schema.ts';
import { appSecretOf, daprVariables, topicVariableOf } from '../domain/names.ts';
import type {
  DaprPlan,
  MessagingPlan,
  SecretPlan,
  SidecarPlan,
  StorePlan,
  TopicPlan,
  WorkloadPlan,
} from './plan.ts';
import { person, opaque } from '../domain/secret.ts';

/** How components send each other events in one environment. */
export function messagingPlan(
  messaging: ParsedConfig['messaging'],
  stores: readonly StorePlan[],
  service: string,
): MessagingPlan {
  if (messaging.kind === 'none') return messaging;
  const {
    kind,
    broker: { maxMessage, secret = appSecretOf(service), ...broker },
    names,
    topics,
    sampling,
    apiLogging,
  } = messaging;
  return {
    kind,
    topics,
    apiLogging,
    broker: { ...broker, secret, maxMessageBytes: String(bytesOf(maxMessage)) },
    pubsub: names.pubsub,
    state: statePlan(
      names.state,
      stores.find(({ key }) => key === messaging.state),
    ),
    samplingRate: String(Number(sampling.toFixed(6))),
  };
}

const statePlan = (name: string, store: StorePlan | undefined): DaprPlan['state'] =>
  store === undefined
    ? undefined
    : {
        name,
        store: store.key,
        host: `${store.endpoint.host}:${store.endpoint.port}`,
        secret: store.secretName,
        key: store.password.key,
      };

/** The topics that a component names, as the broker knows them. */
export const topicPlans = (names: readonly string[], messaging: MessagingPlan): TopicPlan[] =>
  names.flatMap((name) => {
    const topic = messaging.kind === 'dapr' ? messaging.topics[name] : undefined;
    return topic === undefined ? [] : [{ name, variable: topicVariableOf(name), topic }];
  });

// As Dapr recommends for production, but for memory, of which it takes about 40 MiB with one broker.
const sidecarResources = {
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { cpu: '300m', memory: '256Mi' },
} as const;

/** The sidecar of a component that sends or gets events or keeps state. */
export function sidecarPlan(
  { publishes, subscribes, stores }: Pick<WorkloadPlan, 'publishes' | 'subscribes' | 'stores'>,
  messaging: MessagingPlan,
): SidecarPlan | undefined {
  if (messaging.kind === 'none') return undefined;
  const { pubsub, state } = messaging;
  const keepsState = state !== undefined && stores.some(({ key }) => key === state.store);
  const hasEvents = publishes.length + subscribes.length > 0;
  if (!hasEvents && !keepsState) return undefined;
  const variables = {
    ...(hasEvents ? { [daprVariables.pubsub]: pubsub } : {}),
    ...(keepsState ? { [daprVariables.state]: state.name } : {}),
  };
  return { hasEvents, delivers: subscribes.length > 0, keepsState, variables, ...sidecarResources };
}

/** Where addresses and credentials of the broker stand. */
export function messagingSecrets(
  messaging: MessagingPlan,
  workloads: readonly WorkloadPlan[],
): SecretPlan[] {
  if (messaging.kind === 'none' || !workloads.some(({ sidecar }) => sidecar?.hasEvents)) return [];
  const {
    broker: { secret, keys },
    pubsub,
  } = messaging;
  const wanted = [
    person(keys.brokers, 'Addresses of the Kafka brokers, like host-1:9092,host-2:9092'),
    person(keys.username, 'SASL user of the brokers'),
    person(keys.password, 'SASL password of that user'),
  ];
  return [
    {
      ...opaque,
      name: secret,
      purpose: 'Access to the Kafka brokers',
      usedBy: [pubsub],
      keys: wanted,
    },
  ];
}
