import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { chartOf } from '../../src/files/helm/chart.ts';
import { evaluateChart } from '../../src/files/helm/check.ts';
import { helmFiles } from '../../src/files/helm/index.ts';
import { givenValues } from '../../src/files/helm/release.ts';
import { mergeValues } from '../../src/files/helm/values.ts';
import { storePagesOf } from '../../src/files/docs/store-pages.ts';
import { plainOf, render } from '../../src/render/render.ts';
import { chartPlan } from '../laws/helm.ts';
import { richConfig } from './a-chart.ts';

const plan = chartPlan(richConfig());
const chart = chartOf(plan);
const [, prod] = plan.environments;
if (prod === undefined) throw new Error('no prod');
const values = mergeValues(chart.layout.merged[1] ?? {}, givenValues(chart.images, prod));
const clusterWith = (more: object): unknown =>
  plainOf(
    evaluateChart(chart, mergeValues(values, more as Parameters<typeof mergeValues>[1])).get(
      'postgresql.cnpg.io/Cluster/postgres-db',
    ) ?? null,
  );

test('the values of the restore runbook make the cluster recover and archive under a new name', () => {
  const page = String(
    storePagesOf(plan)
      .find(({ topic }) => topic === 'backup-restore')
      ?.values(plan)['sections'],
  );
  const [, written = ''] =
    /Add to `chart\/custom-prod.yaml`:\n\n {3}```yaml\n([\s\S]*?) {3}```/.exec(page) ?? [];
  const spec = clusterWith(parse(written) as object);
  expect(spec).toMatchObject({
    spec: {
      bootstrap: {
        recovery: {
          source: 'origin',
          database: 'app',
          owner: 'app',
          secret: { name: 'postgres-db-credentials' },
        },
      },
      plugins: [
        {
          name: 'barman-cloud.cloudnative-pg.io',
          isWALArchiver: true,
          parameters: { barmanObjectName: 'postgres-db-backup', serverName: 'postgres-db-2' },
        },
      ],
      externalClusters: [
        {
          name: 'origin',
          plugin: {
            name: 'barman-cloud.cloudnative-pg.io',
            parameters: { barmanObjectName: 'postgres-db-backup', serverName: 'postgres-db' },
          },
        },
      ],
      storage: { size: '10Gi' },
    },
  });
  expect(JSON.stringify(spec)).not.toContain('initdb');
});

test('without them it is made from nothing', () => {
  expect(JSON.stringify(clusterWith({}))).not.toMatch(/recovery|externalClusters|serverName/);
});

test('the values stand in the table, beside the rest of their store', () => {
  const readme = helmFiles(plan)
    .map((file) => (file.path === 'chart/README.md' ? render(file) : ''))
    .join('');
  expect(readme).toContain('| `postgresDb.recovery.into` |');
});
