import type { DaprPlan, EnvironmentPlan, Plan } from '../../../plan/plan.ts';
import { codes, shell } from '../../../render/markdown.ts';
import type { TextValues } from '../../../render/text.ts';
import { brokerOf } from './brokers/index.ts';
import type { BrokerFiles } from './brokers/contract.ts';
import { names } from './topics.ts';

interface Client {
  readonly environment: EnvironmentPlan;
  readonly account: string;
  readonly broker: BrokerFiles;
}

/** How topics, accounts and their rights come to be in the brokers; nothing where no component sends or gets events. */
export function brokerStep(plan: Plan): string {
  const clients = plan.environments.filter(isClient).map((environment) => ({
    environment,
    account: `${environment.name}-${plan.service.name}`,
    broker: brokerOf(environment.messaging.broker),
  }));
  return [...new Set(clients.map(({ broker }) => broker.step))]
    .map((step) => step(valuesOf(clients.filter(({ broker }) => broker.step === step))).trimEnd())
    .join('\n\n');
}

/** What the step says of environments that have the same kind of broker. */
const valuesOf = (clients: readonly Client[]): TextValues => ({
  accounts: codes(clients.map(({ account }) => account)),
  mechanism: [...new Set(clients.map(({ broker }) => broker.mechanism))].join(' or '),
  unused: unusedTopics(clients),
  environments: clients.map(({ broker, ...client }) => ({
    name: client.environment.name,
    commands: shell(...broker.commands(client)),
  })),
});

const isClient = (
  environment: EnvironmentPlan,
): environment is EnvironmentPlan & { readonly messaging: DaprPlan } =>
  environment.messaging.kind === 'dapr' &&
  environment.workloads.some(({ sidecar }) => sidecar?.hasEvents);

function unusedTopics(clients: readonly Client[]): string {
  const unused = clients.flatMap(({ environment: { messaging, workloads } }) =>
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
    : `No component uses ${codes([...new Set(unused)])}: they are created without ACLs ` +
        'until a component publishes or subscribes.';
}
