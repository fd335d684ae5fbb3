import { partsOf } from '../../plan/namespaces.ts';
import type { EnvironmentPlan, Plan, SecretPlan, StorePlan } from '../../plan/plan.ts';
import { storeOf } from '../../stores/index.ts';
import { code, codes, indent, shell, table } from '../../render/markdown.ts';
import { deploymentOf } from '../writing/commands.ts';
import { rowsPerEnvironment, textPerEnvironment } from '../writing/per-environment.ts';

/** What a new password asks for, by kind of store. */
export const databasePasswords = ({ environments }: Plan): string => {
  const kinds = new Set(environments.flatMap(({ stores }) => stores.map(storeOf)));
  return [...kinds].map(({ documents }) => documents.rotation?.() ?? '').join('');
};

/** The secrets of the environments: what is made anew with each, and what must restart. */
export const rotationTable = ({ environments }: Plan, followers: string): string =>
  table(
    ['Environment', 'Secret', 'Keys', followers, 'Restart'],
    rowsPerEnvironment(environments, (environment) =>
      environment.secrets.map((secret) => rowOf(secret, environment)),
    ),
  );

/** The commands that restart what reads secrets. */
export const restarts = ({ environments }: Plan): string =>
  indent(textPerEnvironment(environments, (environment) => shell(...restartsOf(environment))));

function rowOf({ name, keys }: SecretPlan, environment: EnvironmentPlan): readonly string[] {
  const used = storesWith(name, environment);
  const users = environment.workloads.filter(({ stores }) =>
    stores.some(({ secretName }) => secretName === name),
  );
  const urls = users.flatMap(({ secretEnv, stores }) =>
    secretEnv.filter(({ variable }) =>
      stores.some((store) => store.secretName === name && store.variable === variable),
    ),
  );
  const { messaging } = environment;
  const isBroker = messaging.broker?.access.name === name;
  const readers = environment.workloads.filter(
    ({ secretEnv, sidecar }) =>
      secretEnv.some(({ secret }) => secret === name) || (isBroker && sidecar?.hasEvents),
  );
  const servers = used.flatMap(deploymentsOf);
  return [
    code(name),
    codes(keys.map(({ key }) => key)),
    urls.length === 0
      ? '–'
      : [...new Set(urls.map(({ secret, key }) => `${code(key)} in ${code(secret)}`))].join(', '),
    codes([...new Set([...servers, ...users.map(deploymentOf), ...readers.map(deploymentOf)])]),
  ];
}

const deploymentsOf = ({ deployments }: StorePlan): readonly string[] =>
  deployments.map((name) => `deployment/${name}`);

const storesWith = (secret: string, { stores }: EnvironmentPlan) =>
  stores.filter(({ secretName }) => secretName === secret);

/** Caches first: a component that restarts before its cache would connect with a password that is not valid yet. */
function restartsOf(environment: EnvironmentPlan): readonly string[] {
  const parts = partsOf(environment);
  const deployments = [
    ...parts.flatMap(({ namespace, stores }) =>
      stores.flatMap(deploymentsOf).map((deployment) => ({ namespace, deployment })),
    ),
    ...parts.flatMap(({ namespace, workloads }) =>
      workloads.map((workload) => ({ namespace, deployment: deploymentOf(workload) })),
    ),
  ];
  return deployments.flatMap(({ namespace, deployment }) => [
    `kubectl rollout restart -n ${namespace} ${deployment}`,
    `kubectl rollout status -n ${namespace} ${deployment} --timeout 5m`,
  ]);
}
