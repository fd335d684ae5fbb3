import type { EnvironmentPlan, ExternalPlan, StorePlan } from '../../plan/plan.ts';
import { code, codes, table } from '../../render/markdown.ts';
import { logsOf } from '../writing/commands.ts';
import { storeOf } from '../../stores/index.ts';

type Row = readonly string[];

/** What an environment stands on, how to look at each, and what happens without it. */
export function storesTable(environment: EnvironmentPlan): string {
  const found = [
    ...[...environment.stores, ...environment.external].map((store) =>
      storeRow(store, environment),
    ),
    ...brokerRows(environment),
  ];
  return found.length === 0
    ? 'It has no data stores.'
    : table(['Store', 'Check', 'Effect of an outage'], found);
}

function storeRow(store: StorePlan | ExternalPlan, environment: EnvironmentPlan): Row {
  const { name, look, afterwards } = storeOf(store).documents.incident(
    store,
    environment.namespace,
  );
  return [
    name,
    look,
    `${effectOf(store, environment)}${afterwards}${stateEffect(store, environment)}`,
  ];
}

/** What readiness makes of it; who is never asked about it cannot say. */
function effectOf(
  { key, variable }: StorePlan | ExternalPlan,
  { workloads }: EnvironmentPlan,
): string {
  const users = workloads.filter(({ stores, external }) =>
    [...stores, ...external].some((used) => used.key === key),
  );
  const checks = users.flatMap(({ component }) =>
    component.checks.filter(({ environmentVariable }) => environmentVariable === variable),
  );
  if (checks.some(({ critical }) => critical)) return 'readiness answers 503, no traffic arrives';
  return checks.length > 0
    ? 'the service continues, slower or with reduced features'
    : 'readiness does not check it: requests that need it fail ' +
        `(${codes(users.map(({ component }) => component.name))})`;
}

/** Dapr reaches the state store when a sidecar starts. */
function stateEffect(
  { key }: StorePlan | ExternalPlan,
  { messaging, workloads }: EnvironmentPlan,
): string {
  const keepers = workloads
    .filter(({ sidecar }) => sidecar?.keepsState)
    .map(({ component }) => component.name);
  return messaging.stateStore === key && keepers.length > 0
    ? `; Dapr can neither read nor write the state of ${codes(keepers)}. ${noRestart}`
    : '';
}

function brokerRows({ namespace, workloads }: EnvironmentPlan): readonly Row[] {
  const [first] = workloads.filter(({ sidecar }) => sidecar?.hasEvents);
  if (first === undefined) return [];
  const namesOf = (side: 'publishes' | 'subscribes'): string =>
    codes(
      workloads
        .filter((workload) => workload[side].length > 0)
        .map(({ component }) => component.name),
    );
  return [
    [
      'The Kafka broker, outside the cluster',
      `Its status page; ${code(logsOf(namespace, first.component.objectName, '-c daprd --since 15m --tail 100'))}`,
      `no event is sent (${namesOf('publishes')}) or arrives (${namesOf('subscribes')}); ` +
        'everything else goes on. What was sent before arrives when it is back; ' +
        `what could not be sent is lost, unless the component keeps it. ${noRestart}`,
    ],
  ];
}

const noRestart =
  'Do not restart or deploy anything until it is back: a sidecar may not start without it.';
