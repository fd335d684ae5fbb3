import { messagingSecrets } from './messaging-plans.ts';
import type {
  EnvironmentPlan,
  ExternalPlan,
  PostgresPlan,
  SecretKey,
  SecretPlan,
  SecretVariable,
  StorePlan,
  WorkloadPlan,
} from './plan.ts';
import { opaque, passwordKey, person, PLACEHOLDER, random } from './secret-keys.ts';

interface Names {
  readonly service: string;
  readonly pullSecret: string;
  readonly registry: string;
}

type Readers = Pick<
  EnvironmentPlan,
  'workloads' | 'stores' | 'external' | 'messaging' | 'monitoring'
>;

/** Every secret that an environment needs, by name; keys are united where several things read one secret. */
export function secretPlans(
  { workloads, stores, external, messaging, monitoring }: Readers,
  { service, pullSecret, registry }: Names,
): SecretPlan[] {
  const wanted: SecretPlan[] = [
    ...workloads.flatMap((workload) => variableSecrets(workload, external, service)),
    ...messagingSecrets(messaging, workloads),
    ...stores.flatMap(storeSecrets),
    ...monitoring.secrets,
    {
      name: pullSecret,
      type: 'kubernetes.io/dockerconfigjson',
      labels: {},
      purpose: `Pulls images from ${registry}`,
      usedBy: workloads.map(({ component }) => component.objectName),
      keys: [
        person(
          '.dockerconfigjson',
          `User and password of ${registry}, in one line of JSON`,
          JSON.stringify({
            auths: { [registry]: { username: PLACEHOLDER, password: PLACEHOLDER } },
          }),
        ),
      ],
    },
  ];
  const told = new Map(
    workloads.flatMap(({ secretEnv }) =>
      secretEnv.flatMap(({ secret, key, hint }) =>
        hint === undefined ? [] : [[`${secret}/${key}`, hint] as const],
      ),
    ),
  );
  return [...new Set(wanted.map(({ name }) => name))].map((name) =>
    withHints(uniteSecrets(wanted.filter((secret) => secret.name === name)), told),
  );
}

const variableSecrets = (
  { component, secretEnv, stores }: WorkloadPlan,
  external: readonly ExternalPlan[],
  service: string,
): SecretPlan[] =>
  secretEnv.map((read) => ({
    ...opaque,
    name: read.secret,
    purpose: `Secret variables of ${service}`,
    usedBy: [component.objectName],
    keys: [variableKey(read, stores, external)],
  }));

function variableKey(
  { key, variable }: SecretVariable,
  stores: readonly StorePlan[],
  external: readonly ExternalPlan[],
): SecretKey {
  const store = stores.find((known) => known.variable === variable);
  if (store !== undefined) return connectionUrl(key, store);
  const outside = external.find((known) => known.variable === variable);
  if (outside !== undefined)
    return person(
      key,
      `Connection URL of ${outside.key}, like postgresql://user:password@host:${outside.port}/database?sslmode=require`,
    );
  return signsOwnTokens.test(variable)
    ? random(key, `Value of ${variable}: a long random text, if nobody else must know it`)
    : person(key, `Value of ${variable}`);
}

/** Names of secrets that a service signs its own tokens and cookies with: any long random value serves. */
const signsOwnTokens =
  /(?:^|_)(?:JWT|SESSION|COOKIE|CSRF|ACCESS_TOKEN|REFRESH_TOKEN|NEXTAUTH|BETTER_AUTH)_SECRET$/;

function storeSecrets(store: StorePlan): SecretPlan[] {
  const usedBy = [store.objectName];
  if (store.kind === 'redis')
    return [
      {
        ...opaque,
        name: store.secretName,
        purpose: `Password of ${store.objectName}`,
        usedBy,
        keys: [password(passwordKey.redis)],
      },
    ];
  const owner: SecretKey = {
    key: 'username',
    blank: store.owner,
    hint: '',
    value: { kind: 'fixed' },
  };
  // CloudNativePG takes over a new password when the secret carries this label (its doc: "Labels and Annotations").
  const credentials: SecretPlan = {
    name: store.secretName,
    type: 'kubernetes.io/basic-auth',
    labels: { 'cnpg.io/reload': 'true' },
    purpose: `Owner of database ${store.database} on ${store.objectName}`,
    usedBy,
    keys: [owner, password(passwordKey.postgres)],
  };
  return [credentials, ...backupSecrets(store)];
}

function backupSecrets({ backup, objectName }: PostgresPlan): SecretPlan[] {
  if (backup.kind === 'none') return [];
  const keys = [
    person('ACCESS_KEY_ID', `Access key that may write to ${backup.destination}`),
    person('ACCESS_SECRET_KEY', 'Its secret key'),
  ];
  return [
    {
      ...opaque,
      name: backup.secretName,
      purpose: `Access to ${backup.destination} for backups of ${objectName}`,
      usedBy: [objectName],
      keys,
    },
  ];
}

function connectionUrl(key: string, store: StorePlan): SecretKey {
  const [before, after] =
    store.kind === 'postgres'
      ? [`postgresql://${store.owner}:`, `@${store.host}:5432/${store.database}`]
      : ['redis://:', `@${store.objectName}:6379`];
  const from = { secret: store.secretName, key: passwordKey[store.kind] };
  return {
    key,
    blank: `${before}${PLACEHOLDER}${after}`,
    hint: `With the ${from.key} of ${from.secret}, encoded for a URL`,
    value: { kind: 'derived', from, before, after },
  };
}

const password = (key: string): SecretKey =>
  random(key, 'A long random password of letters, digits, - and _ only: it also stands in a URL');

function uniteSecrets(parts: readonly SecretPlan[]): SecretPlan {
  const [first] = parts;
  if (first === undefined) throw new TypeError('a secret without parts');
  const keys = parts.flatMap(({ keys: own }) =>
    own.map((key): [string, SecretKey] => [key.key, key]),
  );
  const type = parts.find((part) => part.type !== 'Opaque')?.type ?? 'Opaque';
  return {
    ...first,
    type,
    labels: Object.fromEntries(parts.flatMap(({ labels }) => Object.entries(labels))),
    // In the order they are first named; who knows where a value comes from wins over who only reads it.
    keys: [
      ...new Map([...keys, ...keys.filter(([, { value }]) => value.kind !== 'person')]).values(),
    ],
    usedBy: [...new Set(parts.flatMap(({ usedBy }) => usedBy))],
  };
}

/** The secret with what the config tells about its values, where somebody may be asked for them. */
const withHints = (secret: SecretPlan, told: ReadonlyMap<string, string>): SecretPlan => ({
  ...secret,
  keys: secret.keys.map((key) =>
    key.value.kind === 'person' || key.value.kind === 'random'
      ? { ...key, hint: told.get(`${secret.name}/${key.key}`) ?? key.hint }
      : key,
  ),
});
