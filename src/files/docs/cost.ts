import { bootstrapOf, type BootstrapPlan } from '../../plan/bootstrap.ts';
import { costsOf, type CostPlan } from '../../plan/costs.ts';
import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { loadText } from '../../plan/quantities.ts';
import { needsOf } from '../preflight/needs.ts';
import type { Document } from './document.ts';
import { bullets, table } from './markdown.ts';

/** What the cluster costs each month, and whether it is large enough; for a cluster that we make. */
export function cost(plan: Plan): readonly Document[] {
  const bootstrap = bootstrapOf(plan);
  if (bootstrap === undefined) return [];
  const costs = costsOf(bootstrap, (environment) => needsOf(plan, environment).load);
  const { nodes } = bootstrap.infrastructure;
  return [{
    path: paths.cost,
    template: 'cost.md',
    values: {
      name: plan.service.name, bootstrap: paths.bootstrap('README.md'),
      costs: table(['What', 'Size', 'At least', 'At most'], [...costs.rows.map(({ what, size, least, most }) => [what, size, dollars(least), dollars(most)]), ['**Together**', '', `**${dollars(costs.least)}**`, `**${dollars(costs.most)}**`]]),
      runway: runwayOf(bootstrap, costs),
      loads: table(['What', 'Requests'], [
        ...costs.loads.map(({ what, load }) => [what, loadText(load)]), ['**Together**', `**${loadText(costs.asked)}**`],
        [`Room on ${nodes.min} nodes`, loadText(costs.room.least)], [`Room on ${nodes.max} nodes`, loadText(costs.room.most)],
      ]),
      verdict: verdictOf(costs),
      savings: bullets(savingsOf(bootstrap, costs)),
    },
  }];
}

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

function runwayOf({ infrastructure: { prices: { credit } } }: BootstrapPlan, { least, most }: CostPlan): string {
  if (credit === 0 || least === 0) return '';
  const months = (monthly: number): string => (Math.floor((credit / monthly) * 10) / 10).toFixed(1);
  return `A credit of ${dollars(credit)} lasts ${months(least)} months with the fewest nodes, and ${months(most)} with the most.`;
}

function verdictOf({ asked, room: { least, most } }: CostPlan): string {
  if (fits(asked, least)) return 'All of it fits the fewest nodes.';
  return fits(asked, most) ? 'It does not fit the fewest nodes: the autoscaler adds some at once, and the bill is above the least.' : 'It does not fit the most nodes either: some pods will wait for ever. Raise `nodes.max`, take a larger size, or lower requests.';
}

const fits = (asked: CostPlan['asked'], room: CostPlan['asked']): boolean => asked.cpu <= room.cpu && asked.memory <= room.memory;

function savingsOf({ infrastructure: { sleep, nodes, metrics }, steps, environments }: BootstrapPlan, { asked, room }: CostPlan): readonly string[] {
  const spare = nodes.min > 1 && asked.cpu * nodes.min <= room.least.cpu * (nodes.min - 1) && asked.memory * nodes.min <= room.least.memory * (nodes.min - 1);
  const sleepers = environments.filter(({ production }) => !production);
  return [
    ...(spare ? ['One node fewer at the least would do (`nodes.min`), with less to spare when a node fails.'] : []),
    ...(sleep === undefined ? [] : [`${sleep.environments.join(' and ')} sleep from ${sleep.from} to ${sleep.to} UTC and at weekends. That saves money only where the nodes are more than \`nodes.min\`: the autoscaler takes away what is empty, down to that.`]),
    ...(sleep === undefined && sleepers.length > 0 ? [`\`sleep\` gives ${sleepers.map(({ name }) => name).join(' and ')} no pods at night, so that the autoscaler can take nodes away, down to \`nodes.min\`.`] : []),
    ...(steps.some(({ name }) => name === 'monitoring') ? [`Keep metrics for less than ${metrics.retention}, on a smaller volume (\`metrics.retention\`, \`metrics.storage\`). A volume can grow, but not shrink: choose before the first run.`] : []),
    'All hosts share one load balancer; a Service of type LoadBalancer would bring another.',
  ];
}
