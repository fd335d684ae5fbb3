import type { Row, Switch } from '../chart-parts/rows.ts';
import { hostName, listOf } from '../chart-parts/schemas.ts';

/** Routes are there or not, and what receives them with them. */
export const enabled: Switch = {
  value: 'enabled',
  from: 'hosts',
  along: ['routing'],
  off: [],
  description: 'Public routes on the hosts below',
};

/** The hosts of an environment, as a list. */
export const hosts: Row = {
  value: 'hosts',
  from: 'hosts',
  style: 'structure',
  description: 'Public host names',
  schema: listOf(hostName),
  sentinel: ({ text }) => [text],
};
