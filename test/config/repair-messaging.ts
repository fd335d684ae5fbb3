import { storeIn } from './store-in.ts';
import type { Tree } from './repair.ts';

/**
 * The tree with what messaging demands: topics that exist, somebody
 * who uses them, and a state store that keeps what it gets.
 */
export function withMessaging(tree: Tree): Tree {
  const messaging = treeAt(tree, 'messaging');
  const components = treeAt(tree, 'components');
  if (messaging['kind'] !== 'dapr')
    return { ...tree, components: mapped(components, (component) => withTopics(component, [])) };
  const topics =
    Object.keys(treeAt(messaging, 'topics')).length > 0
      ? treeAt(messaging, 'topics')
      : { events: 'orders.events' };
  const stores = treeAt(tree, 'dataStores');
  const state =
    messaging['state'] === undefined
      ? undefined
      : Object.keys(stores).find((key) => storeIn(treeAt(stores, key)).kind.state !== undefined);
  const { state: _, ...rest } = messaging;
  const used = mapped(components, (component, index) =>
    index === 0
      ? withState(
          atLeastOne(withTopics(component, Object.keys(topics)), Object.keys(topics)),
          state,
        )
      : withTopics(component, Object.keys(topics)),
  );
  return {
    ...tree,
    components: used,
    messaging: { ...rest, topics, ...(state === undefined ? {} : { state }) },
    ...(state === undefined
      ? {}
      : {
          dataStores: { ...stores, [state]: keepingState(treeAt(stores, state)) },
        }),
  };
}

/** A store that evicts nothing. */
function keepingState(store: Tree): Tree {
  const { kind, config } = storeIn(store);
  const loss = kind.state?.lossOf(config);
  return loss === undefined ? store : { ...store, [loss.option]: 'noeviction' };
}

/** What an environment may say otherwise: how much is traced and logged, and what the broker calls the topics. */
export function messagingOver(messaging: Tree, donor: Tree): Tree {
  if (messaging['kind'] !== 'dapr' || donor['kind'] !== 'dapr') return {};
  const [sampling, apiLogging] = [donor['sampling'], donor['apiLogging']];
  const topics = Object.fromEntries(
    Object.keys(treeAt(messaging, 'topics')).map((name) => [name, `there.${name}`]),
  );
  return {
    messaging: {
      topics,
      ...(sampling === undefined ? {} : { sampling }),
      ...(apiLogging === undefined ? {} : { apiLogging }),
    },
  };
}

function withTopics(component: Tree, topics: readonly string[]): Tree {
  const { publishes, subscribes, ...rest } = component;
  const known = (names: unknown): string[] => [
    ...new Set(
      (names as string[]).flatMap((_, index) => topics[index % Math.max(1, topics.length)] ?? []),
    ),
  ];
  return {
    ...rest,
    ...(publishes === undefined ? {} : { publishes: known(publishes) }),
    ...(subscribes === undefined ? {} : { subscribes: known(subscribes) }),
  };
}

const atLeastOne = (component: Tree, topics: readonly string[]): Tree =>
  [component['publishes'], component['subscribes']].some(
    (names) => Array.isArray(names) && names.length > 0,
  )
    ? component
    : { ...component, publishes: topics.slice(0, 1) };

const withState = (component: Tree, state: string | undefined): Tree =>
  state === undefined || component['stores'] === undefined
    ? component
    : { ...component, stores: [...new Set([...(component['stores'] as string[]), state])] };

const treeAt = (tree: Tree, key: string): Tree =>
  typeof tree[key] === 'object' && tree[key] !== null ? (tree[key] as Tree) : {};
const mapped = (tree: Tree, change: (value: Tree, index: number) => Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value], index) => [key, change(value as Tree, index)]),
  );
