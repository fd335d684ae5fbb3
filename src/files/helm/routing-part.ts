import type { Plan, Role } from '../../plan/plan.ts';
import { labelsOf } from '../k8s/metadata.ts';
import type { Part } from './leaf.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import { named, templateOf, textIn } from './part-values.ts';
import { leavesOf, togglesOf, type Row, type Switch } from './rows.ts';
import { gateway, hostName, listOf, waveNumber } from './schemas.ts';
import { theEnvironment, withPlanValue } from './subject.ts';
import { valueOf } from './template.ts';

const rows: readonly Row[] = [
  { value: 'hosts', from: 'hosts', style: 'structure', description: 'Public host names', schema: { ...listOf(hostName) }, sentinel: ({ text }) => [text] },
  // Both sides are told apart, because policies name the namespace alone.
  { value: 'gateway', from: 'routing.gateway', style: 'text', description: 'Istio Gateway that receives the traffic: <namespace>/<name>', schema: gateway, sentinel: ({ text }) => `${text}/${text}` },
];

const switches: readonly Switch[] = [{ value: 'enabled', from: 'hosts', along: ['routing'], off: [], description: 'Public routes on the hosts below' }];

/** What of the routes becomes values. */
export function routingPart(plan: Plan, owner: Owner): Part {
  const { section } = owner;
  const own = plan.environments.some(({ hosts, routing }) => hosts.length > 0 && routing.kind !== 'none');
  if (!own) return { leaves: [], toggles: [], forms: [], helpers: [] };
  const labels = named(plan, owner, 'labels', 'Labels of the routes', templateOf(labelsOf(plan, owner.objectName, 'routing')));
  const path = [section, 'gateway'];
  const read = valueOf(path, 'text');
  return {
    leaves: leavesOf(section, theEnvironment, rows, switches).map((leaf) => (leaf.path.at(-1) !== 'gateway' ? leaf : { ...leaf, write: (environment, value) => withPlanValue(leaf.write(environment, value), 'routing.gatewayNamespace', namespaceIn(textIn(value))) })),
    toggles: togglesOf(section, theEnvironment, switches),
    forms: [
      { found: () => labels.value, expression: labels.expression },
      {
        found: ({ routing }) => (routing.kind === 'istio' ? routing.gatewayNamespace : undefined),
        expression: { go: `splitList "/" .Values.${path.join('.')} | first`, style: 'text', uses: [path], evaluate: (values) => namespaceIn(textIn(read.evaluate(values) ?? '')) },
      },
    ],
    helpers: [labels.helper],
  };
}

const namespaceIn = (found: string): string => found.split('/')[0] ?? '';

const roles: readonly Role[] = ['configuration', 'secret', 'store', 'pooler', 'backup', 'workload', 'route'];

/** Sync waves follow from what an environment has, so they may differ. */
export const wavesPart = (): Part => ({
  leaves: leavesOf('syncWaves', theEnvironment, roles.map((role): Row => ({ value: role, from: `waves.${role}`, style: 'number', description: `Argo CD sync wave of each ${role}`, schema: waveNumber, onlyIfDifferent: true })), []),
  toggles: [], forms: [], helpers: [],
});
