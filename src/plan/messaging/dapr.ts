import { bytesOf } from '../../domain/quantities.ts';
import type { ParsedConfig } from '../../config/schema/schema.ts';
import { appSecretOf, daprVariables } from '../../domain/names.ts';
import { chartStep } from '../bootstrap-steps.ts';
import type { SidecarPlan, StorePlan, WorkloadPlan } from '../plan.ts';
import type { SecretPlan } from '../../domain/secret.ts';
import type { DaprPlan } from './plan.ts';
import { person, opaque } from '../../domain/secret.ts';

type Written = Extract<ParsedConfig['messaging'], { kind: 'dapr' }>;

/** Dapr: a sidecar beside each component that sends or gets events or keeps state. */
export function dapr(messaging: Written, stores: readonly StorePlan[], service: string): DaprPlan {
  const {
    kind,
    broker: { maxMessage, secret = appSecretOf(service), ...broker },
    names,
    topics,
    sampling,
    apiLogging,
  } = messaging;
  const state = statePlan(
    names.state,
    stores.find(({ key }) => key === messaging.state),
  );
  return {
    kind,
    topics,
    apiLogging,
    broker: { ...broker, secret, maxMessageBytes: String(bytesOf(maxMessage)) },
    pubsub: names.pubsub,
    state,
    samplingRate: String(Number(sampling.toFixed(6))),
    carries: true,
    brokerSecret: secret,
    stateStore: state?.store,
    secrets: [brokerAccess({ secret, keys: broker.keys }, names.pubsub)],
    elsewhere: ['the Kafka brokers'],
    steps: [chartStep('dapr')],
    chart: { section: 'dapr', objectKinds: ['Configuration', 'Component'] },
    decisions,
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

// As Dapr recommends for production, but for memory, of which it takes about 40 MiB with one broker.
const sidecarResources = {
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { cpu: '300m', memory: '256Mi' },
} as const;

/** The sidecar of a component that sends or gets events or keeps state. */
export function daprSidecar(
  { pubsub, state }: DaprPlan,
  { publishes, subscribes, stores }: Pick<WorkloadPlan, 'publishes' | 'subscribes' | 'stores'>,
): SidecarPlan | undefined {
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
const brokerAccess = (
  { secret, keys }: Pick<DaprPlan['broker'], 'secret' | 'keys'>,
  pubsub: string,
): SecretPlan => ({
  ...opaque,
  name: secret,
  purpose: 'Access to the Kafka brokers',
  usedBy: [pubsub],
  keys: [
    person(keys.brokers, 'Addresses of the Kafka brokers, like host-1:9092,host-2:9092'),
    person(keys.username, 'SASL user of the brokers'),
    person(keys.password, 'SASL password of that user'),
  ],
});

const decisions: DaprPlan['decisions'] = {
  choice: {
    title: 'Dapr between the components and Kafka',
    rationale:
      'Components send and get events over HTTP; ' +
      'the sidecar knows the broker, its credentials and how to try again, ' +
      'so that the broker can change without them.',
  },
  location: {
    title: 'A managed broker outside the cluster',
    rationale:
      'Nobody here runs Kafka: no volumes, no upgrades, no nodes for it. ' +
      'Its outage and its price are somebody else’s; ' +
      'components see Dapr only, so that another broker is a change of config.',
  },
};
