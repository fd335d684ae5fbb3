import { containsNetwork } from '../../domain/addresses.ts';
import { changedIn, stayingOf } from './environment-change.ts';
import type { EnvironmentChange } from './environment-change.ts';
import type { Found, Row } from './row.ts';

/** A value of the stores or brokers that others run, where not all of the old one is in the new one. */
const narrowed = (
  change: EnvironmentChange,
  [kind, key, title]: readonly [kind: string, key: string, title: string],
  isIn: (old: string, now: string) => boolean,
): readonly Found[] =>
  changedIn(stayingOf(change, kind), key)
    .filter(({ before, after, old, now }) => before['kind'] === after['kind'] && !isIn(old, now))
    .map(({ name, old, now }) => ({ what: `${title} ${name}: ${old} becomes ${now}` }));

const arePortsIn = (old: string, now: string): boolean =>
  old.split(' ').every((port) => now.split(' ').includes(port));

const addressChanged: Row = {
  id: 'outside-address-changed',
  level: 'dangerous',
  change:
    'The address of a store or broker that others run: `cidr`, `port` of an external store, `broker.ports`',
  happens:
    'NetworkPolicies close the old address at once: clients whose secret leads there get no answer. Those that find ' +
    'the new one find the data of that.',
  way:
    'Admit both until every client has moved: a "cidr" that holds both, or "egress" of the components. Move the ' +
    'data, seal the new connection URL, and close the old address at the end.',
  find: (change) => [
    ...narrowed(change, ['store', 'cidr', 'address of data store'], (old, now) =>
      containsNetwork(now, old),
    ),
    ...narrowed(change, ['store', 'ports', 'port of data store'], arePortsIn),
    ...narrowed(change, ['broker', 'ports', 'ports of'], arePortsIn),
  ],
};

/** Rows about what others run. */
export const outsideRows: readonly Row[] = [addressChanged];
