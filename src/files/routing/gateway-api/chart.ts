import type { Owner } from '../../../plan/chart-owners.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { Part } from '../../chart-parts/leaf.ts';
import { leavesOf, togglesOf, type Row } from '../../chart-parts/rows.ts';
import { namespace, objectName } from '../../../render/value-schemas.ts';
import { theEnvironment } from '../../chart-parts/subject.ts';
import { hostRows, switchesOf } from '../chart-rows.ts';

const gatewayRows: readonly Row[] = [
  {
    value: 'namespace',
    from: 'routing.gateway.namespace',
    style: 'text',
    description: 'Namespace of the Gateway that receives the traffic',
    schema: namespace,
  },
  {
    value: 'name',
    from: 'routing.gateway.name',
    style: 'text',
    description: 'Its name',
    schema: objectName,
  },
  {
    value: 'proxyNamespace',
    from: 'routing.gatewayNamespace',
    style: 'text',
    description: 'Namespace of its proxy pods, admitted by network policies',
    schema: namespace,
  },
];

/** The Gateway, the namespace of its pods and the hosts become values. */
export function chartPart(plan: Plan, { section }: Owner): Part {
  return {
    leaves: leavesOf(
      section,
      theEnvironment,
      [...gatewayRows, ...hostRows(plan)],
      switchesOf(plan),
    ),
    toggles: togglesOf(section, theEnvironment, switchesOf(plan)),
    constants: [],
    forms: [],
    helpers: [],
  };
}
