import type { DaprPlan, EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import { text } from '../../render/text.ts';
import { codes, shell } from '../../render/markdown.ts';

type Connected = EnvironmentPlan & { readonly messaging: DaprPlan };

/** How topics, accounts and their rights come to be in the brokers; nothing where no component sends or gets events. */
export function brokerStep(plan: Plan): string {
  const environments = plan.environments.filter(isConnected);
  if (environments.length === 0) return '';
  return text('docs/broker.md', {
    accounts: codes(environments.map((environment) => accountOf(plan, environment))),
    mechanism: [
      ...new Set(environments.map(({ messaging }) => mechanisms[messaging.broker.mechanism])),
    ].join(' or '),
    unused: unusedTopics(environments),
    environments: environments.map((environment) => ({
      name: environment.name,
      commands: shell(...topicCommands(environment), ...rightCommands(plan, environment)),
    })),
  }).trimEnd();
}

const isConnected = (environment: EnvironmentPlan): environment is Connected =>
  environment.messaging.kind === 'dapr' &&
  environment.workloads.some(({ sidecar }) => sidecar?.hasEvents);

const accountOf = ({ service }: Plan, { name }: EnvironmentPlan): string =>
  `${name}-${service.name}`;

const mechanisms = {
  'SHA-256': 'SCRAM-SHA-256',
  'SHA-512': 'SCRAM-SHA-512',
  PLAINTEXT: 'SASL/PLAIN',
} satisfies Record<DaprPlan['broker']['mechanism'], string>;

const topicCommands = ({ messaging, workloads }: Connected): readonly string[] =>
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
function rightCommands(plan: Plan, environment: Connected): readonly string[] {
  const { namespace, messaging, workloads } = environment;
  const allow = (operations: readonly string[], on: string): string =>
    `rpk security acl create --allow-principal User:${accountOf(plan, environment)} ` +
    `--operation ${operations.join(',')} ${on}`;
  const some = (way: 'publishes' | 'subscribes', topic: string): boolean =>
    workloads.some(names(way, topic));
  return [
    ...Object.entries(messaging.topics).flatMap(([topic, inBroker]) => {
      const operations = [
        ...(some('subscribes', topic) ? ['read'] : []),
        ...(some('publishes', topic) ? ['write'] : []),
      ];
      return operations.length === 0 ? [] : [allow(operations, `--topic ${inBroker}`)];
    }),
    ...workloads
      .filter(({ subscribes }) => subscribes.length > 0)
      .map(({ component }) => allow(['read'], `--group ${namespace}.${component.objectName}`)),
  ];
}

const names =
  (way: 'publishes' | 'subscribes', topic: string) =>
  (workload: WorkloadPlan): boolean =>
    workload[way].some(({ name }) => name === topic);

function unusedTopics(environments: readonly Connected[]): string {
  const unused = environments.flatMap(({ messaging, workloads }) =>
    Object.entries(messaging.topics)
      .filter(
        ([name]) =>
          !workloads.some(
            (workload) => names('publishes', name)(workload) || names('subscribes', name)(workload),
          ),
      )
      .map(([, topic]) => topic),
  );
  return unused.length === 0
    ? ''
    : `No component names ${codes([...new Set(unused)])}: ` +
        'they are created without ACLs until a component publishes or subscribes.';
}
