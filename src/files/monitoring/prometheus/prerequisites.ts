import type { Plan } from '../../../plan/plan.ts';
import { code } from '../../../render/markdown.ts';
import { watchedOf } from './watched.ts';

/** What must be in the cluster before the first deployment. */
export function prerequisites(plan: Plan): readonly (readonly string[])[] {
  const monitorings = watchedOf(plan).map(({ monitoring }) => monitoring);
  const definitions = [
    'servicemonitors',
    'prometheusrules',
    ...(monitorings.some(({ slack }) => slack !== undefined) ? ['alertmanagerconfigs'] : []),
  ].map((kind) => `${kind}.monitoring.coreos.com`);
  return [
    [
      'Prometheus operator, with Grafana',
      'monitoring',
      code(`kubectl get crd ${definitions.join(' ')}`),
    ],
    ...[...new Set(monitorings.map(({ namespace }) => namespace))].map((namespace) => [
      'Prometheus that selects the labels of the service',
      'monitoring',
      code(`kubectl get prometheus -n ${namespace} -o yaml | grep -A 3 Selector`),
    ]),
  ];
}
