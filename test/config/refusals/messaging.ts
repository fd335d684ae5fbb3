import { with_, server, prod, dapr, events } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

/** What messaging cannot carry. */
export const messaging: readonly Refusal[] = [
  [
    'an event without messaging',
    server({ publishes: ['taken'] }),
    [
      'components.server.publishes: topic "taken" requires messaging: ' +
        'set, for example, messaging: { kind: "dapr", broker: { kind: "kafka" }, ' +
        'topics: { "taken": "taken" } }',
    ],
  ],
  [
    'Dapr without a broker',
    with_({ messaging: { kind: 'dapr' } }),
    ['messaging.broker: required: { kind: "kafka" }'],
  ],
  [
    'a topic that is not there',
    events({ publishes: ['takn'] }),
    [
      'components.server.publishes: unknown topic "takn" in messaging.topics; did you mean "taken"?',
    ],
  ],
  [
    'a topic twice',
    events({ subscribes: ['taken', 'taken'] }),
    ['components.server.subscribes: "taken" is listed twice'],
  ],
  [
    'messaging that nobody uses',
    events({}),
    [
      'messaging: no component publishes, subscribes or uses the state store: ' +
        'add topics to publishes and subscribes of components, or set { kind: "none" }',
    ],
  ],
  [
    'state in a store that is not there',
    events({ publishes: ['taken'] }, { state: 'cache' }),
    ['messaging.state: unknown Redis or Valkey store "cache" (known: none)'],
  ],
  [
    'state in a cache',
    events({ publishes: ['taken'] }, { state: 'cache' }, { cache: { kind: 'redis' } }),
    [
      'dataStores.cache.eviction: allkeys-lru would evict state that Dapr keeps here ' +
        '(messaging.state): use "noeviction", or "volatile-lru" to ' +
        'evict only keys that expire',
    ],
  ],
  [
    'state that nobody keeps',
    events(
      { publishes: ['taken'], stores: [] },
      { state: 'cache' },
      { cache: { kind: 'redis', eviction: 'noeviction' } },
    ),
    ['messaging.state: no component has "cache" in its stores: add it there, or omit state'],
  ],
  [
    'one name for two components of Dapr',
    events(
      { publishes: ['taken'] },
      { state: 'cache', names: { pubsub: 'bus', state: 'bus' } },
      { cache: { kind: 'redis', eviction: 'noeviction' } },
    ),
    ['messaging.names.state: "bus" is already the pub/sub component; choose another name'],
  ],
  [
    'a port that the Dapr sidecar has',
    events({ publishes: ['taken'], port: 3500 }),
    [
      'components.server.port: 3500 is used by the Dapr sidecar in the same pod, ' +
        'which listens on 3500, 3501, 50001, 50002, 9090; choose another port',
    ],
  ],
  [
    'a variable that messaging sets',
    events({ publishes: ['taken'], env: { TOPIC_TAKEN: 'x' } }),
    ['components.server.env.TOPIC_TAKEN: TOPIC_TAKEN is set by messaging; choose another name'],
  ],
  [
    'one subscription for two components',
    with_({
      components: {
        'a-b': { build: { context: 'x' }, routes: [], subscribes: ['c'] },
        a: { build: { context: 'y' }, subscribes: ['b-c'] },
      },
      messaging: { ...dapr, topics: { c: 'c', 'b-c': 'd' } },
    }),
    [
      'components.a.subscribes: the subscription "orders-a-b-c" already belongs to another component; rename the topic',
    ],
  ],
  [
    'a topic that production lacks',
    prod(
      { messaging: { topics: { taken: null } } },
      { components: { server: { publishes: ['taken'] } }, messaging: dapr },
    ),
    [
      'environments.prod.overrides.components.server.publishes: ' +
        'unknown topic "taken" in messaging.topics (known: none)',
    ],
  ],
  [
    'a topic that only one environment has',
    prod(
      { messaging: { topics: { takn: 'test.taken' } } },
      { components: { server: { publishes: ['taken'] } }, messaging: dapr },
    ),
    [
      'environments.prod.overrides.messaging.topics.takn: unknown key of messaging.topics; did you mean "taken"?',
    ],
  ],
];
