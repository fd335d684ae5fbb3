import { partsOf } from '../../plan/namespaces.ts';
import type { EnvironmentPlan, ExternalPlan, StorePlan } from '../../plan/plan.ts';
import { codes, table } from '../../render/markdown.ts';
import { messagingOf } from '../messaging/index.ts';
import { storeOf } from '../../stores/index.ts';

type Row = readonly string[];

/** What an environment stands on, how to look at each, and what happens without it. */
export function storesTable(environment: EnvironmentPlan): string {
  const found = [
    ...partsOf(environment).flatMap(({ namespace, stores }) =>
      stores.map((store) => storeRow(store, environment, namespace)),
    ),
    ...environment.external.map((store) => storeRow(store, environment, environment.namespace)),
    ...messagingOf(environment.messaging).brokerOutage(environment),
  ];
  return found.length === 0 ? '' : table(['Store', 'Check', 'Effect of an outage'], found);
}

function storeRow(
  store: StorePlan | ExternalPlan,
  environment: EnvironmentPlan,
  namespace: string,
): Row {
  const { name, look, afterwards } = storeOf(store).documents.incident(store, namespace);
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

const stateEffect = ({ key }: StorePlan | ExternalPlan, environment: EnvironmentPlan): string =>
  environment.messaging.stateStore === key
    ? messagingOf(environment.messaging).stateOutage(environment)
    : '';
