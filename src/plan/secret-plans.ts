import { brokerSecrets } from './messaging/index.ts';
import type {
  EnvironmentPlan,
  ExternalPlan,
  SecretKey,
  SecretPlan,
  SecretVariable,
  StorePlan,
  WorkloadPlan,
} from './plan.ts';
import { random, person, opaque, PLACEHOLDER, type WantedSecret } from '../domain/secret.ts';
import { storeOf } from '../stores/index.ts';

interface Names {
  readonly service: string;
  readonly pullSecret: string;
  readonly registry: string;
  /** Annotations of what git holds of a secret that must stay. */
  readonly keep: Readonly<Record<string, string>>;
}

type Readers = Pick<
  EnvironmentPlan,
  'workloads' | 'stores' | 'external' | 'messaging' | 'monitoring'
>;

/** Every secret that an environment needs, by name; keys are united where several things read one secret. */
export function secretPlans(
  { workloads, stores, external, messaging, monitoring }: Readers,
  { service, pullSecret, registry, keep }: Names,
): SecretPlan[] {
  const wanted: WantedSecret[] = [
    ...workloads.flatMap((workload) => variableSecrets(workload, external, service)),
    ...brokerSecrets(messaging, workloads),
    ...stores.flatMap((store) => store.secrets),
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
  const kept = keptSecrets(stores);
  return [...new Set(wanted.map(({ name }) => name))].map((name) => ({
    ...withHints(uniteSecrets(wanted.filter((secret) => secret.name === name)), told),
    keep: kept.has(name) ? keep : {},
  }));
}

/** Names of the secrets that a kept store reads: it must find them, whoever else reads them too. */
const keptSecrets = (stores: readonly StorePlan[]): ReadonlySet<string> =>
  new Set(
    stores
      .filter((store) => storeOf(store).isKept(store))
      .flatMap(({ secrets }) => secrets.map(({ name }) => name)),
  );

const variableSecrets = (
  { component, secretEnv, stores }: WorkloadPlan,
  external: readonly ExternalPlan[],
  service: string,
): WantedSecret[] =>
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
  if (outside !== undefined) return person(key, outside.hint);
  return signsOwnTokens.test(variable)
    ? random(key, `Value of ${variable}: a long random string, unless another system defines it`)
    : person(key, `Value of ${variable}`);
}

/** Names of secrets that a service signs its own tokens and cookies with: any long random value serves. */
const signsOwnTokens =
  /(?:^|_)(?:JWT|SESSION|COOKIE|CSRF|ACCESS_TOKEN|REFRESH_TOKEN|NEXTAUTH|BETTER_AUTH)_SECRET$/;

function connectionUrl(
  key: string,
  { secretName: secret, password: { key: from, before, after } }: StorePlan,
): SecretKey {
  return {
    key,
    blank: `${before}${PLACEHOLDER}${after}`,
    hint: `With the ${from} of ${secret}, URL-encoded`,
    value: { kind: 'derived', from: { secret, key: from }, before, after },
  };
}

function uniteSecrets(parts: readonly WantedSecret[]): WantedSecret {
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
const withHints = (secret: WantedSecret, told: ReadonlyMap<string, string>): WantedSecret => ({
  ...secret,
  keys: secret.keys.map((key) =>
    key.value.kind === 'person' || key.value.kind === 'random'
      ? { ...key, hint: told.get(`${secret.name}/${key.key}`) ?? key.hint }
      : key,
  ),
});
