import type { Owner } from '../../../plan/chart-owners.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { Part } from '../../chart-parts/leaf.ts';
import { textIn } from '../../chart-parts/part-values.ts';
import { leavesOf, togglesOf, type Row } from '../../chart-parts/rows.ts';
import { gateway } from '../../../render/value-schemas.ts';
import { theEnvironment, withPlanValue } from '../../chart-parts/subject.ts';
import { valueOf } from '../../chart-parts/template.ts';
import { hostRows, switchesOf } from '../chart-rows.ts';

/** The Gateway and the hosts become values. */
export function chartPart(plan: Plan, { section }: Owner): Part {
  const path = [section, 'gateway'];
  const read = valueOf(path, 'text');
  // Both sides are told apart, because policies name the namespace alone.
  const row: Row = {
    value: 'gateway',
    from: 'routing.gateway',
    style: 'text',
    description: 'Istio Gateway that receives the traffic: <namespace>/<name>',
    schema: gateway,
    sentinel: ({ text }) => `${text}/${text}`,
  };
  return {
    leaves: leavesOf(section, theEnvironment, [...hostRows(plan), row], switchesOf(plan)).map(
      (leaf) =>
        leaf.path.at(-1) !== 'gateway'
          ? leaf
          : {
              ...leaf,
              write: (environment, value) =>
                withPlanValue(
                  leaf.write(environment, value),
                  'routing.gatewayNamespace',
                  namespaceIn(textIn(value)),
                ),
            },
    ),
    toggles: togglesOf(section, theEnvironment, switchesOf(plan)),
    constants: [],
    forms: [
      {
        found: ({ routing }) => routing.gatewayNamespace,
        expression: {
          go: `splitList "/" .Values.${path.join('.')} | first`,
          style: 'text',
          uses: [path],
          evaluate: (values) => namespaceIn(textIn(read.evaluate(values) ?? '')),
        },
      },
    ],
    helpers: [],
  };
}

const namespaceIn = (found: string): string => found.split('/')[0] ?? '';
