import type { Issue } from '../../../domain/issue.ts';
import { daprVariables, objectNameOf } from '../../../domain/names.ts';
import { repeatsOf } from '../../../domain/repeats.ts';
import type { Config, EnvironmentConfig } from '../../config.ts';
import type { ParsedConfig } from '../../schema/schema.ts';
import { brokerSecrets } from './brokers.ts';
import type { Carrier } from './contract.ts';

type Written = Extract<ParsedConfig['messaging'], { kind: 'dapr' }>;

/** What rules ask of Dapr. */
export const daprCarrier = (written: Written): Carrier => ({
  topics: written.topics,
  state: written.state,
  secrets: brokerSecrets(written.broker),
  variables: Object.values(daprVariables),
  listener: { title: 'Dapr sidecar', ports: sidecarPorts },
  checkHere: (environment, config) => [
    ...findSharedName(written),
    ...findSharedSubscriptions(environment, config),
  ],
});

/**
 * Where a sidecar of Dapr listens by itself: HTTP, what others may ask, gRPC, gRPC between
 * sidecars, metrics (https://docs.dapr.io/reference/arguments-annotations-overview/).
 */
const sidecarPorts: readonly number[] = [3500, 3501, 50001, 50002, 9090];

const findSharedName = ({ state: store, names: { pubsub, state } }: Written): readonly Issue[] =>
  store !== undefined && pubsub === state
    ? [
        {
          path: 'messaging.names.state',
          message: `"${state}" is already the pub/sub component; choose another name`,
        },
      ]
    : [];

function findSharedSubscriptions(
  { here: { components } }: EnvironmentConfig,
  { name: service }: Config,
): readonly Issue[] {
  const subscriptions = Object.entries(components).flatMap(
    ([key, { objectName, subscribes }], _, all) =>
      [...new Set(subscribes)].map((topic) => ({
        at: `components.${key}.subscribes`,
        name: `${objectName ?? objectNameOf(service, key, all.length)}-${topic}`,
      })),
  );
  return repeatsOf(subscriptions, ({ name }) => [name]).map(([{ at }, name]) => ({
    path: at,
    message: `the subscription "${name}" already belongs to another component; rename the topic`,
  }));
}
