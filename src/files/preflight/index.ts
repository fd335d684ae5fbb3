import { groupOf } from '../../domain/kinds.ts';
import { operatorsOf as storeOperatorsOf } from '../../plan/operators.ts';
import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { managedScript, origin } from '../../render/file-specs.ts';
import type { FileSpec } from '../../render/spec.ts';
import { text, type TextValues } from '../../render/text.ts';
import type { Operator } from '../secrets/contract.ts';
import { secretsOf } from '../secrets/index.ts';
import { carrierOf, messagingOf } from '../messaging/index.ts';
import { watcherOf } from '../monitoring/index.ts';
import { checks, need } from '../writing/need.ts';
import { routingNeeds, routingOperators } from '../routing/index.ts';
import { needsOf } from './needs.ts';

const from = origin(
  'preflight',
  'environments',
  'components',
  'dataStores',
  'secrets',
  'delivery',
  'infrastructure',
);

/** Whether people make ready by hand what the first deployment needs: secrets, or the cluster. */
export const hasPreflight = (plan: Plan): boolean =>
  plan.delivery.reachesCluster ||
  plan.environments.some((environment) => secretsOf(plan).neededFirst(environment).length > 0) ||
  plan.infrastructure.cluster !== undefined;

/** The script that checks a cluster before the first deployment of an environment. */
export function preflightFiles(plan: Plan): FileSpec[] {
  return hasPreflight(plan)
    ? [
        managedScript(
          paths.preflightScript,
          text('scripts/preflight.sh', preflightValues(plan)),
          from,
        ),
      ]
    : [];
}

/** What the text template of the script names; it defines only the checks that some environment needs. */
export function preflightValues(plan: Plan): TextValues {
  const environments = plan.environments.map((environment) => ({
    name: environment.name,
    namespace: environment.namespace,
    needs: checksOf(plan, environment),
  }));
  const used = new Set(
    environments.flatMap(({ needs }) =>
      needs.map((line) => line.slice('need_'.length).split(' ')[0] ?? ''),
    ),
  );
  return {
    path: paths.preflightScript,
    names: plan.environments.map(({ name }) => name).join(', '),
    functions: checks
      .filter((check) => used.has(check))
      .map((check) =>
        text(`scripts/preflight/${check}.sh`, { createSecrets: paths.createSecretsScript }),
      ),
    environments,
  };
}

/** One line of the script for each thing that an environment needs. */
function checksOf(plan: Plan, environment: EnvironmentPlan): readonly string[] {
  const needs = needsOf(plan, environment);
  const groups = new Set(needs.kinds.map(({ apiVersion }) => groupOf(apiVersion)));
  if (needs.issuers.length > 0) groups.add('cert-manager.io');
  return [
    ...needs.kinds.map(({ apiVersion, kind }) =>
      need('kind', apiVersion, kind, bringerOf(plan, apiVersion)),
    ),
    ...(needs.autoscales ? [need('metrics')] : []),
    ...[...groups].flatMap((group) =>
      operatorsOf(plan)
        .filter((operator) => operator.group === group)
        .map(({ title, labels }) => need('operator', title, ...labels)),
    ),
    ...messagingOf(environment.messaging).needs(plan.infrastructure.cluster?.script),
    ...routingNeeds(environment),
    ...needs.issuers.map((name) => need('issuer', name)),
    ...needs.storageClasses.map((name) =>
      name === '' ? need('default_storage') : need('object', 'storageclass', '', name),
    ),
    ...needs.priorityClasses.map((name) => need('object', 'priorityclass', '', name)),
    ...secretsOf(plan)
      .neededFirst(environment)
      .map(({ name, keys }) => need('secret', name, ...keys.map(({ key }) => key))),
    need(
      'room',
      String(needs.load.cpu),
      String(needs.load.memory),
      String(plan.infrastructure.cluster?.nodes.max ?? 0),
    ),
  ];
}

/** Who serves the kinds of each group. */
const operatorsOf = (plan: Plan): readonly Operator[] => [
  ...secretsOf(plan).operators,
  ...watcherOf(plan.environments).operators,
  ...routingOperators(plan),
  ...carrierOf(plan.environments).operators,
  {
    group: 'cert-manager.io',
    title: 'cert-manager',
    labels: ['app.kubernetes.io/name=cert-manager'],
  },
  ...storeOperatorsOf(plan.environments),
];

/** Who brings what is missing. */
function bringerOf(plan: Plan, apiVersion: string): string {
  const { cluster } = plan.infrastructure;
  if (cluster !== undefined) return `run ${cluster.script}`;
  const group = groupOf(apiVersion);
  const title = operatorsOf(plan).find((operator) => operator.group === group)?.title;
  return title === undefined ? `install what serves ${group}` : `install ${title}`;
}
