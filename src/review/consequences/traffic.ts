import { changedIn, goingOf, nowOf, stayingOf } from './environment-change.ts';
import type { Facts } from './environment-change.ts';
import type { Row } from './row.ts';

const entranceChanged: Row = {
  id: 'entrance-changed',
  level: 'dangerous',
  change: 'Where traffic enters: the kind of `routing`, its Gateway or class, or no hosts any more',
  happens:
    'The old routes are deleted as the new ones are made, and the other entrance has another address: ' +
    'names that lead ' +
    'to the old one get no answer until DNS is changed.',
  way:
    'Keep the old routes as manifests of your own (custom/ of the environment) until DNS leads to the ' +
    'new address.',
  find: ({ before, after }) => {
    const [old, now] = [before, after].map((facts) => facts?.get('environment')?.['entrance']);
    return old === undefined || old === now || after === undefined
      ? []
      : [{ what: `traffic through ${old} comes through ${now ?? 'nothing'}` }];
  },
};

const hostRemoved: Row = {
  id: 'host-removed',
  level: 'dangerous',
  change:
    'A host that leaves an environment: `hosts`, `domain`, or the `hosts` or a route of a component',
  happens:
    'Its routes are deleted: links, clients and certificates that name it get no answer, or a 404 of the gateway.',
  way: 'Keep it beside the new one until nobody asks for it any more.',
  find: (change) =>
    nowOf(change, 'entrance') === undefined
      ? []
      : goingOf(change, 'host').map(([name]) => ({ what: `host ${name} is answered no more` })),
};

const stateStoreChanged: Row = {
  id: 'state-store-changed',
  level: 'dangerous',
  change: 'Where components keep their state: `messaging.state`',
  happens: 'State that was kept stays in the old store, and components start without it.',
  way: 'Copy the keys to the new store first, or let the components end what they have begun.',
  find: ({ before, after }) => {
    const [old, now] = [before, after].map(stateStoreIn);
    return old === undefined || old === now || after === undefined
      ? []
      : [{ what: `state in ${old} is kept in ${now ?? 'nothing'}` }];
  },
};

/** What the objects of the store are called that keeps state. */
function stateStoreIn(facts: Facts | undefined): string | undefined {
  const key = facts?.get('environment')?.['state'];
  return key === undefined ? undefined : (facts?.get(`store/${key}`)?.['name'] ?? key);
}

const topicRenamed: Row = {
  id: 'topic-renamed',
  level: 'dangerous',
  change: 'The name of a topic at the broker, or a topic that goes: `messaging.topics`',
  happens: 'Events that are still in the old topic are not read any more.',
  way: 'Stop who publishes, let the consumers read the old topic to its end, then deploy.',
  find: (change) => [
    ...changedIn(stayingOf(change, 'topic'), 'topic').map(({ name, old, now }) => ({
      what: `topic ${name}: ${old} becomes ${now}`,
    })),
    ...goingOf(change, 'topic').flatMap(([name, { topic = '' }]) =>
      [...(change.after?.values() ?? [])].some((is) => is['topic'] === topic)
        ? []
        : [{ what: `topic ${name} (${topic}) leaves the config` }],
    ),
  ],
};

/** Rows about what comes in: requests, events, state. */
export const trafficRows: readonly Row[] = [
  entranceChanged,
  hostRemoved,
  stateStoreChanged,
  topicRenamed,
];
