import { bootstrapOf, type BootstrapPlan } from '../../plan/bootstrap.ts';
import { costsOf, type CostPlan } from '../../plan/costs.ts';
import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { loadText, times } from '../../domain/load.ts';
import { needsOf } from '../preflight/needs.ts';
import type { Document } from '../writing/document.ts';
import { registryOf } from '../writing/first-of.ts';
import { bullets, countText, table } from '../../render/markdown.ts';

/** What the cluster costs each month, and whether it is large enough; for a cluster that we make. */
export function cost(plan: Plan): readonly Document[] {
  const bootstrap = bootstrapOf(plan);
  if (bootstrap === undefined) return [];
  const costs = costsOf(bootstrap, (environment) => needsOf(plan, environment));
  const { min, max, room } = bootstrap.cluster.nodes;
  return [
    {
      path: paths.cost,
      template: 'cost.md',
      values: {
        name: plan.service.name,
        elsewhere: elsewhereOf(plan),
        bootstrap: paths.bootstrap('README.md'),
        costs: table(
          ['What', 'Size', 'At least', 'At most'],
          [
            ...costs.rows.map(({ what, size, least, most }) => [
              what,
              size,
              dollars(least),
              dollars(most),
            ]),
            ['**Total**', '', `**${dollars(costs.least)}**`, `**${dollars(costs.most)}**`],
          ],
        ),
        runway: runwayOf(bootstrap, costs),
        loads: table(
          ['What', 'Requests'],
          [
            ...costs.loads.map(({ what, load }) => [what, loadText(load)]),
            ['**Total**', `**${loadText(costs.asked)}**`],
            ...[...new Set([min, costs.nodes, max])].map((count) => [
              `Capacity of ${countText(count, 'node')}`,
              loadText(times(count, room)),
            ]),
          ],
        ),
        verdict: verdictOf(bootstrap, costs),
        savings: bullets(savingsOf(bootstrap, costs)),
      },
    },
  ];
}

/** What others run for us, for their prices or for none. */
const elsewhereOf = (plan: Plan): string =>
  [
    ...new Set([
      registryOf(plan),
      ...plan.environments.flatMap(({ external, messaging }) => [
        ...external.map(({ key }) => key),
        ...(messaging.broker?.elsewhere ?? []),
      ]),
    ]),
  ].join(', ');

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

function runwayOf(
  {
    cluster: {
      nodes: { max },
      prices: { credit },
    },
  }: BootstrapPlan,
  { least, most, nodes }: CostPlan,
): string {
  if (credit === 0 || least === 0) return '';
  const months = (monthly: number): string => (Math.floor((credit / monthly) * 10) / 10).toFixed(1);
  return (
    `A credit of ${dollars(credit)} lasts ${months(least)} months with ` +
    `${countText(nodes, 'node')}${nodes === max ? '' : `, and ${months(most)} with ${max}`}.`
  );
}

function verdictOf(
  {
    cluster: {
      nodes: { min, max },
    },
  }: BootstrapPlan,
  { enough }: CostPlan,
): string {
  if (enough === undefined)
    return (
      `It does not fit ${countText(max, 'node')} either: some pods stay \`Pending\` indefinitely. ` +
      'Raise `nodes.max`, take a larger size, or lower requests.'
    );
  return enough <= min
    ? `Everything fits on ${countText(min, 'node')}.`
    : `It does not fit the initial ${countText(min, 'node')}: the autoscaler scales to ` +
        `${enough} once everything runs, and the costs above assume ${enough}.`;
}

function savingsOf(
  { cluster: { sleep, nodes, metrics }, steps, environments }: BootstrapPlan,
  { enough }: CostPlan,
): readonly string[] {
  const spare = enough !== undefined && enough < nodes.min;
  const sleepers = environments.filter(({ production }) => !production);
  return [
    ...(spare
      ? [
          `${countText(enough, 'node')} are enough (\`nodes.min\`), with less spare capacity if a node fails.`,
        ]
      : []),
    ...(sleep === undefined
      ? []
      : [
          `Sleeping environments (${sleep.environments.join(', ')}: from ${sleep.from} to ` +
            `${sleep.to} UTC and at weekends) save money only while there are more nodes than ` +
            '`nodes.min`: the autoscaler removes empty nodes down to that number.',
        ]),
    ...(sleep === undefined && sleepers.length > 0
      ? [
          `\`sleep\` scales ${sleepers.map(({ name }) => name).join(' and ')} to zero at ` +
            'night, so the autoscaler can remove nodes down to `nodes.min`.',
        ]
      : []),
    ...(steps.some(({ name }) => name === 'monitoring')
      ? [
          `Keep metrics for less than ${metrics.retention}, on a smaller volume ` +
            '(`metrics.retention`, `metrics.storage`). ' +
            'A volume can grow but not shrink: decide before the first run.',
        ]
      : []),
    'All hosts share one load balancer; each Service of type LoadBalancer adds another.',
  ];
}
