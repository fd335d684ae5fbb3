import type { ValueMap } from './value-map.ts';
import { labelKeys } from '../../domain/labels.ts';
import type { Step } from '../../plan/bootstrap.ts';
import { type ChartName } from '../../plan/bootstrap-charts.ts';
import { type Value } from '../../render/spec.ts';

interface Measured {
  readonly endpoint: ValueMap;
  readonly labels: ValueMap;
}

// ingress-nginx has several Services with these labels, all before the
// same pods: a name that only one of them has asks each pod once.
const measured: Readonly<Partial<Record<ChartName, Measured>>> = {
  'ingress-nginx': {
    endpoint: { port: 'metrics' },
    labels: {
      [labelKeys.name]: 'ingress-nginx',
      [labelKeys.component]: 'controller',
    },
  },
  'cert-manager': {
    endpoint: { targetPort: 9402 },
    labels: {
      [labelKeys.name]: 'cert-manager',
      [labelKeys.component]: 'controller',
    },
  },
};

/** The monitors by which Prometheus asks the controllers of these steps. */
export const monitorsOf = (steps: readonly Step[]): Value =>
  steps.flatMap((step) => {
    const asked = step.kind === 'chart' ? measured[step.name] : undefined;
    if (step.kind !== 'chart' || asked === undefined) return [];
    return [
      {
        name: step.name,
        selector: { matchLabels: { ...asked.labels } },
        namespaceSelector: { matchNames: [step.namespace] },
        endpoints: [{ ...asked.endpoint, interval: '30s' }],
      },
    ];
  });
