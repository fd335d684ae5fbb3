import { camelCase } from '../../domain/free-name.ts';
import type { Plan } from '../../plan/plan.ts';
import { mainGroup } from '../../plan/routing/host-groups.ts';
import type { Row } from '../chart-parts/rows.ts';
import type { ValueSwitch } from '../../render/chart-value.ts';
import { hostName, listOf } from '../../render/value-schemas.ts';

/** Routes are there or not, and what receives them with them. */
const enabled: ValueSwitch = {
  value: 'enabled',
  from: 'hostGroups',
  along: ['routing'],
  off: {},
  description: 'Public routes on the hosts below',
};

/** What switches routes: all of them, and where there are several groups of hosts, the list of each. */
export function switchesOf(plan: Plan): readonly ValueSwitch[] {
  const lists = hostRows(plan);
  return lists.length === 1
    ? [enabled]
    : [enabled, ...lists.map(({ value, from }): ValueSwitch => ({ value, from, off: [] }))];
}

const listRow = (group: string): Omit<Row, 'value' | 'description'> => ({
  from: `hostGroups.${group}`,
  style: 'structure',
  schema: listOf(hostName),
  sentinel: ({ text }) => [text],
  read: ({ hostGroups }) => hostGroups[group] ?? [],
});

/** The hosts as lists: those of the environment, and one for each other group that answers alike. */
export const hostRows = ({ environments }: Plan): readonly Row[] => [
  { ...listRow(mainGroup), value: 'hosts', description: 'Public host names' },
  ...[...new Set(environments.flatMap(({ hostGroups }) => Object.keys(hostGroups)))]
    .filter((group) => group !== mainGroup)
    .map((group) => ({
      ...listRow(group),
      value: `hostsOf.${camelCase(group)}`,
      description: `Public host names that answer as ${group} does; an empty list removes their routes`,
    })),
];
