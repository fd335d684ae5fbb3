import type { ParsedConfig } from '../../config/schema/schema.ts';
import { daprVariables } from '../../domain/names.ts';
import { chartStep } from '../bootstrap-steps.ts';
import type { StorePlan } from '../plan.ts';
import { brokerPlan } from './brokers/index.ts';
import type { DaprPlan } from './plan.ts';

type Written = Extract<ParsedConfig['messaging'], { kind: 'dapr' }>;

/** Dapr: a sidecar beside each component that sends or gets events or keeps state. */
export function dapr(messaging: Written, stores: readonly StorePlan[], service: string): DaprPlan {
  const { kind, names, topics, sampling, apiLogging } = messaging;
  const broker = brokerPlan(messaging.broker, { name: names.pubsub, service });
  const state = statePlan(
    names.state,
    stores.find(({ key }) => key === messaging.state),
  );
  return {
    kind,
    topics,
    apiLogging,
    broker,
    pubsub: names.pubsub,
    state,
    samplingRate: String(Number(sampling.toFixed(6))),
    carries: true,
    objects: 'Dapr components and subscriptions',
    stateStore: state?.store,
    sidecar: {
      events: { [daprVariables.pubsub]: names.pubsub },
      state: { [daprVariables.state]: names.state },
      ...sidecarResources,
    },
    steps: [chartStep('dapr')],
    chart: {
      section: 'dapr',
      title: 'Messaging through Dapr: tracing and logging of calls, names of topics in the broker',
      objectKinds: ['Configuration', 'Component'],
    },
    decisions: {
      choice: {
        title: `Dapr between the components and ${broker.title}`,
        rationale:
          'Components send and receive events over HTTP; the sidecar handles the broker, its ' +
          'credentials and retries, so the broker can change without code changes.',
      },
      location: broker.location,
    },
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
