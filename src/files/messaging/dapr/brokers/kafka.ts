import type { KafkaPlan } from '../../../../plan/messaging/brokers/plan.ts';
import type { EnvironmentPlan, WorkloadPlan } from '../../../../plan/plan.ts';
import { consumerGroup } from '../../../../kubernetes/remarks.ts';
import { text } from '../../../../render/text.ts';
import { digits } from '../../../../render/value-schemas.ts';
import { names } from '../topics.ts';
import type { BrokerAccount, BrokerFiles, Setting } from './contract.ts';

/** Kafka (https://docs.dapr.io/reference/components-reference/supported-pubsub/setup-apache-kafka/). */
export const kafka = (broker: KafkaPlan): BrokerFiles => ({
  pubsub: { type: 'pubsub.kafka', metadata: settingsOf(broker) },
  rows: [
    {
      value: 'kafka.maxMessageBytes',
      from: 'messaging.broker.maxMessageBytes',
      style: 'text',
      description: 'Maximum message size',
      schema: digits,
    },
  ],
  mechanism: mechanisms[broker.mechanism],
  commands: (input) => [...topicCommands(input.environment), ...rightCommands(input)],
  step,
});

const step: BrokerFiles['step'] = (values) => text('docs/broker.md', values);

const settingsOf = ({
  access: { name: secret },
  keys,
  mechanism,
  tls,
  maxMessageBytes,
}: KafkaPlan): readonly Setting[] => [
  { name: 'brokers', secretKeyRef: { name: secret, key: keys.brokers } },
  { name: 'authType', value: 'password' },
  { name: 'saslMechanism', value: mechanism },
  { name: 'saslUsername', secretKeyRef: { name: secret, key: keys.username } },
  { name: 'saslPassword', secretKeyRef: { name: secret, key: keys.password } },
  { name: 'disableTls', value: String(!tls) },
  { name: 'consumerGroup', value: consumerGroup },
  { name: 'maxMessageBytes', value: maxMessageBytes },
];

const mechanisms = {
  'SHA-256': 'SCRAM-SHA-256',
  'SHA-512': 'SCRAM-SHA-512',
  PLAINTEXT: 'SASL/PLAIN',
} satisfies Record<KafkaPlan['mechanism'], string>;

const topicCommands = ({ messaging, workloads }: EnvironmentPlan): readonly string[] =>
  Object.entries(messaging.topics).map(
    ([name, topic]) =>
      `rpk topic create ${topic} --partitions ` +
      `${Math.max(1, ...workloads.filter(names('subscribes', name)).map(mostPods))}`,
  );

const mostPods = ({ replicas, autoscaling }: WorkloadPlan): number => autoscaling?.max ?? replicas;

/**
 * What the account of an environment may do: send to a topic, get from
 * it, and count in a component's group what was got. The group is what
 * Dapr makes of the one that `kubernetes/remarks.ts` names.
 */
function rightCommands({ environment, account }: BrokerAccount): readonly string[] {
  const { namespace, messaging, workloads } = environment;
  const allow = (operations: readonly string[], on: string): string =>
    `rpk security acl create --allow-principal User:${account} ` +
    `--operation ${operations.join(',')} ${on}`;
  return [
    ...Object.entries(messaging.topics).flatMap(([topic, inBroker]) => {
      const operations = [
        ...(workloads.some(names('subscribes', topic)) ? ['read'] : []),
        ...(workloads.some(names('publishes', topic)) ? ['write'] : []),
      ];
      return operations.length === 0 ? [] : [allow(operations, `--topic ${inBroker}`)];
    }),
    ...workloads
      .filter(({ subscribes }) => subscribes.length > 0)
      .map(({ component }) => allow(['read'], `--group ${namespace}.${component.objectName}`)),
  ];
}
