import { clusterOwnerOf, reservedNamespaces } from '../../domain/cluster-namespaces.ts';
import type { Issue } from '../../domain/issue.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { namespaceOf } from '../../domain/names.ts';
import { meant } from '../../domain/nearest.ts';
import { repeatsOf } from '../../domain/repeats.ts';
import type { Config, EnvironmentConfig } from '../config.ts';
import { namedNamespaces, namespacesOf, ownNamespaceOf } from '../namespaces.ts';
import { proxyNamespaceIn } from './back-ends.ts';
import { deliveryRulesOf } from './delivery/index.ts';
import { clusterIn } from './infrastructure/index.ts';
import { carrierIn } from './messaging/index.ts';
import { watcherNamespaceIn } from './monitoring.ts';
import { againstNamespaces } from './packaging.ts';
import type { EnvironmentRule } from './rule.ts';

/**
 * An environment puts a Pod Security label on its namespaces, which what already
 * runs there may not satisfy: its pods would stay, but never start again.
 */
const namespacesAreFree: EnvironmentRule = (environment, config) =>
  namespacesOf(config, environment).flatMap(({ key, name }) => {
    const owner = clusterOwnerOf(name) ?? namedOwnerOf(name, environment, config);
    if (owner === undefined) return [];
    const derived = namespaceOf(config.system ?? config.name, environment.name);
    return [
      {
        path: placeOf(environment, config, key),
        message:
          `"${name}" is the namespace of ${owner}, whose pods could not start again under ` +
          'the Pod Security label "restricted" of an environment: choose a namespace of ' +
          `your own, such as "${name === derived ? `app-${derived}` : derived}"`,
      },
    ];
  });

/** Where a config says the name of a namespace of an environment. */
const placeOf = ({ name }: EnvironmentConfig, config: Config, key: string): string =>
  namedNamespaces(config).includes(key)
    ? `environments.${name}.namespaces.${key}`
    : `environments.${name}.namespace`;

/** Whose a namespace is as this config says it. */
function namedOwnerOf(
  namespace: string,
  environment: EnvironmentConfig,
  config: Config,
): string | undefined {
  const { routing, monitoring } = environment.here;
  const named: Readonly<Record<string, string | undefined>> = {
    'Argo CD (delivery.namespace)': deliveryRulesOf(config).namespaceBeside(environment),
    'the proxies of the gateway (routing)': proxyNamespaceIn(routing),
    'Prometheus (monitoring.namespace)': watcherNamespaceIn(monitoring),
    'Sealed Secrets (secrets.controllerNamespace)':
      'controllerNamespace' in config.secrets ? config.secrets.controllerNamespace : undefined,
  };
  return Object.keys(named).find((owner) => named[owner] === namespace);
}

/** Components and stores that name a namespace, with the place where they do. */
const namersIn = ({ components, dataStores }: Config) =>
  Object.entries({ components, dataStores }).flatMap(([section, all]) =>
    Object.entries(all).flatMap(([key, one]) =>
      'namespace' in one && one.namespace !== undefined
        ? [{ at: `${section}.${key}.namespace`, namespace: one.namespace }]
        : [],
    ),
  );

const namesAreUsable: EnvironmentRule = (environment, config) =>
  namersIn(config)
    .filter(({ namespace }) => reservedNamespaces.includes(namespace))
    .map(({ at, namespace }) => ({
      path: at,
      message:
        `"${namespace}" is the name of a folder of every overlay: choose another name here, ` +
        `and set environments.${environment.name}.namespaces.<name> where the namespace is called so`,
    }));

const renamedOnesAreNamed: EnvironmentRule = ({ name, namespaces }, config) => {
  const known = namedNamespaces(config);
  return Object.keys(namespaces)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: `environments.${name}.namespaces.${key}`,
      message: `no component and no store has the namespace "${key}"${meant(key, known)}`,
    }));
};

/** Two keys of one namespace would be two owners of its objects. */
const namespacesOfOneDiffer: EnvironmentRule = (environment, config) => {
  const own = ownNamespaceOf(config, environment);
  return repeatsOf(namespacesOf(config, environment), ({ name }) => [name]).map(
    ([{ key }, name]) => ({
      path: placeOf(environment, config, key),
      message:
        name === own
          ? `"${name}" is the namespace of the environment itself: leave namespace out of what belongs there`
          : `"${name}" is the name of another namespace already: use one key for both`,
    }),
  );
};

/** The namespace of an environment is where its first Application brings something. */
const somethingIsInItsOwn: EnvironmentRule = (environment, { components }) =>
  Object.values(components).length > 0 &&
  Object.values(components).every(({ namespace }) => namespace !== undefined)
    ? [
        {
          path: `environments.${environment.name}.namespace`,
          message:
            'every component names another namespace, so nothing is left for this one: set it to ' +
            'one of them, and leave namespace out of the components that are there',
        },
      ]
    : [];

/** How secrets get into several namespaces; a reason where they do not. */
const secretsInSeveral: ByKind<Config['secrets'], [], string | undefined> = {
  'sealed-secrets': () => undefined,
  manual: () =>
    'scripts/create-secrets.sh creates secrets in one namespace: use secrets ' +
    '{ kind: "sealed-secrets" }, or leave it out',
};

const othersTakeSeveral: EnvironmentRule = (_, config) =>
  namersIn(config)
    .slice(0, 1)
    .flatMap(({ at }): readonly Issue[] =>
      [
        deliveryRulesOf(config).againstNamespaces,
        againstNamespaces(config),
        byKind(secretsInSeveral, config.secrets),
        clusterIn(config) === undefined
          ? undefined
          : 'the bootstrap of a cluster knows one namespace of an environment: omit infrastructure, or leave it out',
      ].flatMap((message) => (message === undefined ? [] : [{ path: at, message }])),
    );

/** Pods read what connects them from a secret beside it, and the store that keeps state has another one. */
const stateIsBesideItsUsers: EnvironmentRule = ({ here }) => {
  const state = carrierIn(here.messaging)?.state;
  const store = state === undefined ? undefined : here.dataStores[state];
  if (state === undefined || store === undefined) return [];
  const place = 'namespace' in store ? store.namespace : undefined;
  return Object.entries(here.components)
    .filter(
      ([, { namespace, stores }]) =>
        (stores === undefined || stores.includes(state)) && namespace !== place,
    )
    .map(([key]) => ({
      path: `components.${key}.namespace`,
      message:
        `it keeps state in ${state}, which is in another namespace, where its sidecar cannot read ` +
        'the password: put both into one namespace, or take the store out of its stores',
    }));
};

/** Each namespace but the own one has an Application of its own, called after it. */
const applicationsDiffer: EnvironmentRule = (environment, config) => {
  const named = ({ name, releaseName }: EnvironmentConfig): string =>
    releaseName ?? `${config.name}-${name}`;
  const keys = namedNamespaces(config);
  return config.environments
    .filter((other) => keys.some((key) => named(other) === `${named(environment)}-${key}`))
    .map((other) => ({
      path: `environments.${other.name}.releaseName`,
      message: `"${named(other)}" is already the Application of a namespace of ${environment.name}`,
    }));
};

/** Rules about the namespaces of an environment. */
export const namespaceRules: readonly EnvironmentRule[] = [
  namespacesAreFree,
  namesAreUsable,
  renamedOnesAreNamed,
  namespacesOfOneDiffer,
  somethingIsInItsOwn,
  othersTakeSeveral,
  applicationsDiffer,
  stateIsBesideItsUsers,
];
