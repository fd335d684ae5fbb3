import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan, SecretPlan } from '../../../plan/plan.ts';
import { text, type TextValues } from '../../../render/text.ts';
import { code, codes, indent, table } from '../../../render/markdown.ts';
import { sealingTexts } from '../sealing.ts';
import { deploymentOf, shell } from './commands.ts';

/** The same where secrets are made by hand. */
export const rotationByHand = (plan: Plan): TextValues => ({
  databasePasswords: databasePasswordsOf(plan),
  environments: plan.environments.map((environment) => ({
    name: environment.name,
    script: paths.createSecretsScript,
    secretTable: table(
      ['Secret', 'Keys', 'Made anew with it', 'Then restart'],
      environment.secrets.map((secret) => rowOf(secret, environment)),
    ),
    restart: indent(shell(...restartsOf(environment))),
  })),
});

const databasePasswordsOf = ({ environments }: Plan): string =>
  environments.some(({ stores }) => stores.some(({ kind }) => kind === 'postgres'))
    ? text('docs/runbooks/secret-rotation-databases.md')
    : '';

/** How a secret gets a new value, and what must restart to see it. */
export const secretRotation = (plan: Plan): TextValues => ({
  secure: paths.secureSecretsScript,
  script: paths.sealScript('').split('/').at(-1) ?? '',
  databasePasswords: databasePasswordsOf(plan),
  environments: plan.environments.map((environment) => rotationOf(plan, environment)),
});

/** The rotation in one environment. */
export const rotationOf = (plan: Plan, environment: EnvironmentPlan): TextValues => ({
  rotate: sealingTexts(plan).rotate(environment),
  fetch: sealingTexts(plan).certificate(environment.name),
  remove: sealingTexts(plan).remove(environment.name),
  name: environment.name,
  branch: environment.branch,
  namespace: environment.namespace,
  application: environment.application,
  folder: paths.overlay(environment.name, 'secrets'),
  certificate: paths.sealingCertificate(environment.name),
  secretTable: table(
    ['Secret', 'Keys', 'Sealed again with it', 'Then restart'],
    environment.secrets.map((secret) => rowOf(secret, environment)),
  ),
  restart: indent(shell(...restartsOf(environment))),
});

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
  const isBroker = messaging.kind === 'dapr' && messaging.broker.secret === name;
  const readers = environment.workloads.filter(
    ({ secretEnv, sidecar }) =>
      secretEnv.some(({ secret }) => secret === name) || (isBroker && sidecar?.hasEvents),
  );
  const caches = used
    .filter(({ kind }) => kind === 'redis')
    .map(({ objectName }) => `deployment/${objectName}`);
  return [
    code(name),
    codes(keys.map(({ key }) => key)),
    urls.length === 0
      ? '–'
      : [...new Set(urls.map(({ secret, key }) => `${code(key)} in ${code(secret)}`))].join(', '),
    codes([...new Set([...caches, ...users.map(deploymentOf), ...readers.map(deploymentOf)])]),
  ];
}

const storesWith = (secret: string, { stores }: EnvironmentPlan) =>
  stores.filter(({ secretName }) => secretName === secret);

/** Caches first: a component that restarts before its cache would connect with a password that is not valid yet. */
function restartsOf({ namespace, workloads, stores }: EnvironmentPlan): readonly string[] {
  const deployments = [
    ...stores
      .filter(({ kind }) => kind === 'redis')
      .map(({ objectName }) => `deployment/${objectName}`),
    ...workloads.map(deploymentOf),
  ];
  return deployments.flatMap((deployment) => [
    `kubectl rollout restart -n ${namespace} ${deployment}`,
    `kubectl rollout status -n ${namespace} ${deployment} --timeout 5m`,
  ]);
}
