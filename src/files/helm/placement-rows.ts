import type { Plan } from '../../plan/plan.ts';
import type { ValueSwitch } from '../../render/chart-value.ts';
import { listOf, optionalObjectName, stringsBy } from '../../render/value-schemas.ts';
import type { Row } from '../chart-parts/rows.ts';
import { isThere, planValueAt } from '../chart-parts/subject.ts';

/** A row that is a switch too: what is empty is left out of the pods. */
type PlacementRow = Row & { readonly off: unknown };

const rows: readonly PlacementRow[] = [
  {
    value: 'nodeSelector',
    from: 'nodeSelector',
    style: 'strings',
    description: 'Labels of the nodes that its pods run on',
    schema: stringsBy('^[A-Za-z0-9./_-]+$'),
    off: {},
  },
  {
    value: 'tolerations',
    from: 'tolerations',
    style: 'structure',
    description: 'Taints of nodes that its pods tolerate',
    schema: listOf({
      type: 'object',
      additionalProperties: false,
      required: ['key', 'operator'],
      properties: {
        key: { type: 'string' },
        operator: { type: 'string', enum: ['Equal', 'Exists'] },
        value: { type: 'string' },
        effect: { type: 'string', enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
        tolerationSeconds: { type: 'integer', minimum: 0 },
      },
    }),
    sentinel: ({ text }) => [{ key: text, operator: 'Exists' }],
    off: [],
  },
  {
    value: 'priorityClassName',
    from: 'priorityClass',
    style: 'text',
    description: 'PriorityClass of its pods',
    schema: optionalObjectName,
    off: '',
  },
];

/** The rows of what a component says of its nodes in some environment: a chart has values for nothing else. */
const rowsOf = ({ environments }: Plan, component: string): readonly PlacementRow[] =>
  rows.filter(({ from }) =>
    environments.some(({ workloads }) =>
      isThere(
        planValueAt(
          workloads.find((one) => one.component.name === component),
          from,
        ),
      ),
    ),
  );

/** Values of a chart that say where pods run. */
export const placementRows = (plan: Plan, component: string): readonly Row[] =>
  rowsOf(plan, component);

/** What removes them from the pods where they are empty. */
export const placementSwitches = (plan: Plan, component: string): readonly ValueSwitch[] =>
  rowsOf(plan, component).map(({ value, from, off }) => ({ value, from, off }));
