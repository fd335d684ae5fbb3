import { carrierIn } from './index.ts';
import type { Issue } from '../../../domain/issue.ts';
import { topicVariableOf } from '../../../domain/names.ts';
import { meant } from '../../../domain/nearest.ts';
import type { Config, EnvironmentConfig } from '../../config.ts';
import { repeatsOf } from '../../../domain/repeats.ts';
import { storeOf, stores } from '../../../stores/index.ts';
import type { Store } from '../../../stores/store.ts';
import { ownOf } from '../../../domain/own.ts';

type EnvironmentRule = (environment: EnvironmentConfig, config: Config) => readonly Issue[];

const topicsExist: EnvironmentRule = ({ here: { components, messaging } }) => {
  const carrier = carrierIn(messaging);
  const known = Object.keys(carrier?.topics ?? {});
  return Object.entries(components).flatMap(([key, component]) =>
    (['publishes', 'subscribes'] as const).flatMap((way) =>
      component[way]
        .filter((topic) => !known.includes(topic))
        .map((topic) => ({
          path: `components.${key}.${way}`,
          message:
            carrier === undefined
              ? `topic "${topic}" requires messaging: set, for example, ` +
                'messaging: { kind: "dapr", broker: { kind: "kafka" }, topics: ' +
                `{ "${topic}": "${topic}" } }`
              : `unknown topic "${topic}" in messaging.topics${meant(topic, known)}`,
        })),
    ),
  );
};

/**
 * A misspelt topic would leave the right one as it is everywhere
 * else: this environment would write into that of production.
 */
const sameTopicsEverywhere: EnvironmentRule = (
  { name, here: { messaging } },
  { messaging: shared },
) => {
  const [here, everywhere] = [carrierIn(messaging), carrierIn(shared)];
  if (here === undefined || everywhere === undefined) return [];
  const known = Object.keys(everywhere.topics);
  return Object.keys(here.topics)
    .filter((topic) => !known.includes(topic))
    .map((topic) => ({
      path: `environments.${name}.overrides.messaging.topics.${topic}`,
      message: `unknown key of messaging.topics${meant(topic, known)}`,
    }));
};

const namedOnce: EnvironmentRule = ({ here: { components } }) =>
  Object.entries(components).flatMap(([key, component]) =>
    (['publishes', 'subscribes'] as const).flatMap((way) =>
      repeatsOf(component[way], (topic) => [topic]).map(([, topic]) => ({
        path: `components.${key}.${way}`,
        message: `"${topic}" is listed twice`,
      })),
    ),
  );

/** A component of Dapr without scopes is open to every application of the namespace. */
const somebodyUsesIt: EnvironmentRule = ({ here: { components, messaging, dataStores } }) => {
  const carrier = carrierIn(messaging);
  if (carrier === undefined) return [];
  const { state } = carrier;
  const isUsed = Object.values(components).some(
    ({ publishes, subscribes }) => publishes.length + subscribes.length > 0,
  );
  const keepsState =
    state !== undefined &&
    Object.values(components).some(({ stores = Object.keys(dataStores) }) =>
      stores.includes(state),
    );
  return [
    ...(isUsed || keepsState
      ? []
      : [
          {
            path: 'messaging',
            message:
              'no component publishes, subscribes or uses the state store: ' +
              'add topics to publishes and subscribes of components, ' +
              'or set { kind: "none" }',
          },
        ]),
    ...(state === undefined || keepsState || ownOf(dataStores, state) === undefined
      ? []
      : [
          {
            path: 'messaging.state',
            message: `no component has "${state}" in its stores: add it there, or omit state`,
          },
        ]),
  ];
};

const stateIsKept: EnvironmentRule = ({ here: { messaging, dataStores } }) => {
  const state = carrierIn(messaging)?.state;
  if (state === undefined) return [];
  const store = ownOf(dataStores, state);
  const keeper = store === undefined ? undefined : storeOf(store).state;
  if (store === undefined || keeper === undefined)
    return [
      {
        path: 'messaging.state',
        message:
          `unknown ${stateTitles.join(' or ')} store ` +
          `"${state}"${meant(state, Object.keys(dataStores).filter(keepsState(dataStores)))}`,
      },
    ];
  const loss = keeper.lossOf(store);
  return loss === undefined
    ? []
    : [{ path: `dataStores.${state}.${loss.option}`, message: loss.message }];
};

/** Kinds that may keep state, as people call them. */
const stateTitles = Object.values<Store>(stores).flatMap(({ state, title }) =>
  state === undefined ? [] : [title],
);

const keepsState =
  (dataStores: Config['dataStores']) =>
  (key: string): boolean => {
    const store = ownOf(dataStores, key);
    return store !== undefined && storeOf(store).state !== undefined;
  };

const carrierAgrees: EnvironmentRule = (environment, config) =>
  carrierIn(environment.here.messaging)?.checkHere(environment, config) ?? [];

const variablesAreFree: EnvironmentRule = ({ here: { components, messaging, dataStores } }) => {
  const { variables } = carrierIn(messaging) ?? { variables: [] };
  return users({ components, messaging, dataStores }).flatMap(
    ([key, { env, secretEnv, publishes, subscribes, stores = Object.keys(dataStores) }]) => {
      const own = new Set<string>([
        ...variables,
        ...[...publishes, ...subscribes].map(topicVariableOf),
      ]);
      const urls = stores.flatMap((store) => ownOf(dataStores, store)?.variable ?? []);
      const written: (readonly [string, string])[] = [
        ...Object.keys(env).map((variable) => [`env.${variable}`, variable] as const),
        ...[...(Array.isArray(secretEnv) ? secretEnv : Object.keys(secretEnv)), ...urls].map(
          (variable) => ['secretEnv', variable] as const,
        ),
      ];
      return written
        .filter(([, variable]) => own.has(variable))
        .map(([at, variable]) => ({
          path: `components.${key}.${at}`,
          message: `${variable} is set by messaging; choose another name`,
        }));
    },
  );
};

/** Both containers of a pod have one network: the later one would not start. */
const portsAreApart: EnvironmentRule = ({ here }) => {
  const listener = carrierIn(here.messaging)?.listener;
  if (listener === undefined) return [];
  return users(here)
    .filter(([, { port }]) => listener.ports.includes(port))
    .map(([key, { port }]) => ({
      path: `components.${key}.port`,
      message:
        `${String(port)} is used by the ${listener.title} in the same pod, ` +
        `which listens on ${listener.ports.join(', ')}; choose another port`,
    }));
};

type Here = EnvironmentConfig['here'];

/** The components that publish, subscribe or keep state. */
const users = ({
  components,
  messaging,
  dataStores,
}: Pick<Here, 'components' | 'messaging' | 'dataStores'>): readonly (readonly [
  string,
  Here['components'][string],
])[] => {
  const carrier = carrierIn(messaging);
  if (carrier === undefined) return [];
  return Object.entries(components).filter(
    ([, { publishes, subscribes, stores = Object.keys(dataStores) }]) =>
      publishes.length + subscribes.length > 0 ||
      (carrier.state !== undefined && stores.includes(carrier.state)),
  );
};

/** Rules about topics, and what carries them. */
export const messagingRules: readonly EnvironmentRule[] = [
  topicsExist,
  sameTopicsEverywhere,
  namedOnce,
  somebodyUsesIt,
  stateIsKept,
  carrierAgrees,
  variablesAreFree,
  portsAreApart,
];
