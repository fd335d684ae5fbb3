import { expect, test } from 'vitest';
import { chartsOf } from '../../src/files/helm/charts.ts';
import { checkCharts } from '../../src/files/helm/check.ts';
import { aPlan } from '../docs/a-plan.ts';

const off = {
  overrides: {
    messaging: { kind: 'none' },
    components: { api: { publishes: [] }, worker: { subscribes: [] } },
  },
};

test.each([
  ['first', 'dev'],
  ['last', 'prod'],
])('a chart gives the model where the %s environment has no messaging', (_, name) => {
  for (const layout of ['umbrella', 'per-component']) {
    const plan = aPlan({
      packaging: { kind: 'helm', layout },
      components: {
        api: { build: { context: 'api' }, publishes: ['taken'] },
        worker: {
          build: { context: 'worker' },
          routes: [],
          subscribes: ['taken'],
        },
      },
      dataStores: {},
      messaging: {
        kind: 'dapr',
        broker: { kind: 'kafka' },
        topics: { taken: 'orders.taken' },
      },
      environments: {
        dev: { branch: 'dev', deploy: 'on-push', ...(name === 'dev' ? off : {}) },
        prod: { branch: 'main', deploy: 'on-promotion', ...(name === 'prod' ? off : {}) },
      },
    });
    const charts = chartsOf(plan);
    checkCharts(plan, charts);
    expect(charts.flatMap(({ owners }) => owners.map(({ section }) => section))).toContain('dapr');
  }
});
