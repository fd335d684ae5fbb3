import type { Row } from '../chart-parts/rows.ts';
import type { ValueSwitch } from '../../render/chart-value.ts';
import { hostName, listOf } from '../../render/value-schemas.ts';

/** Routes are there or not, and what receives them with them. */
export const enabled: ValueSwitch = {
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
