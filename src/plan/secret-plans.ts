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
import { folderIn } from './namespaces.ts';
import { random, person, opaque, PLACEHOLDER, type WantedSecret } from '../domain/secret.ts';
import { storeOf } from '../stores/index.ts';

interface Names {
  readonly environment: string;
  readonly service: string;
  readonly pullSecret: string;
  readonly registry: string;
  /** Annotations of what git holds of a secret that must stay. */
  readonly keep: Readonly<Record<string, string>>;
}

type Readers = Pick<
  EnvironmentPlan,
  'namespaces' | 'workloads' | 'stores' | 'external' | 'messaging' | 'monitoring'
>;

/**
 * Every secret that an environment needs, by namespace and name; keys are united where several
 * things read one secret, and what another namespace has already is a copy.
 */
export function secretPlans(readers: Readers, names: Names): SecretPlan[] {
  const plans = readers.namespaces.flatMap((namespace) =>
    secretsIn(
      {
        namespace: namespace.name,
        folder: folderIn(readers.namespaces, names.environment, namespace),
      },
      inNamespace(readers, namespace.name),
      names,
    ),
  );
  return plans.map((plan) => ({
    ...plan,
    keys: plan.keys.map((key) => copiedKey(key, plan, plans)),
  }));
}

const inNamespace = ({ workloads, stores, ...others }: Readers, wanted: string): Readers => ({
  ...others,
  workloads: workloads.filter(({ namespace }) => namespace === wanted),
  stores: stores.filter(({ namespace }) => namespace === wanted),
});

/** A value has one place where it is made or asked for: with what knows most of it, else where it is read first. */
function copiedKey(
  key: SecretKey,
  { name: secret, namespace: here }: SecretPlan,
  plans: readonly SecretPlan[],
): SecretKey {
  if (key.value.kind !== 'person' && key.value.kind !== 'random') return key;
  const holders = plans
    .filter(({ name }) => name === secret)
    .flatMap(({ namespace, keys }) =>
      keys.filter((own) => own.key === key.key).map((own) => ({ namespace, own })),
    );
  const source = holders.find(({ own }) => own.value.kind !== 'person') ?? holders[0];
  if (source === undefined || source.namespace === here) return key;
  // What follows from another value follows from it here too.
  if (source.own.value.kind === 'derived') return source.own;
  const from = { namespace: source.namespace, secret, key: key.key };
  return {
    ...key,
    hint: `As in namespace ${source.namespace}`,
    value: { kind: 'derived', from, before: '', after: '', isUrl: false },
  };
}

function secretsIn(
  place: Pick<SecretPlan, 'namespace' | 'folder'>,
  { workloads, stores, external, messaging, monitoring }: Readers,
  { service, pullSecret, registry, keep }: Names,
): SecretPlan[] {
  const wanted: WantedSecret[] = [
    ...workloads.flatMap((workload) => variableSecrets(workload, external, service)),
    ...brokerSecrets(messaging, workloads),
    ...stores.flatMap((store) => store.secrets),
    ...monitoring.secrets,
    ...pullSecrets(workloads, { pullSecret, registry }),
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
    ...place,
    keep: kept.has(name) ? keep : {},
  }));
}

/** What pulls the images of pods; nothing where only stores run. */
const pullSecrets = (
  workloads: readonly WorkloadPlan[],
  { pullSecret, registry }: Pick<Names, 'pullSecret' | 'registry'>,
): readonly WantedSecret[] =>
  workloads.length === 0
    ? []
    : [
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
  { namespace, secretName: secret, password: { key: from, before, after } }: StorePlan,
): SecretKey {
  return {
    key,
    blank: `${before}${PLACEHOLDER}${after}`,
    hint: `With the ${from} of ${secret}, URL-encoded`,
    value: { kind: 'derived', from: { namespace, secret, key: from }, before, after, isUrl: true },
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
