import { carrierOf } from '../messaging/index.ts';
import { watcherOf } from '../monitoring/index.ts';
import { operatorsOf } from '../../plan/operators.ts';
import type { Plan } from '../../plan/plan.ts';
import { code } from '../../render/markdown.ts';
import { routingTexts } from '../routing/index.ts';
import { secretsOf } from '../secrets/index.ts';

/** What must be in the cluster, for what, and what shows it: `own` of who delivers comes first. */
export function prerequisites(
  plan: Plan,
  own: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const { service, environments } = plan;
  return [
    ...own,
    ...secretsOf(plan).prerequisites,
    ...carrierOf(environments).prerequisites,
    ...watchers(plan),
    ...operatorsOf(environments).map(({ prerequisite, neededFor, definition }) => [
      prerequisite,
      neededFor,
      code(`kubectl get crd ${definition}`),
    ]),
    ...once(environments.flatMap((environment) => routingTexts(environment, service.name).needs)),
  ];
}

/** Each row once, where it stands last: what environments share comes after what is their own. */
const once = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.filter((row, index) => rows.findLastIndex((other) => other.join() === row.join()) === index);

/** What autoscalers and monitors ask. */
function watchers(plan: Plan): readonly (readonly string[])[] {
  const isScaled = plan.environments.some(({ workloads }) =>
    workloads.some(({ autoscaling }) => autoscaling !== undefined),
  );
  return [
    ...(isScaled ? [['metrics-server', 'autoscaling', code('kubectl top nodes')]] : []),
    ...watcherOf(plan.environments).prerequisites(plan),
  ];
}
