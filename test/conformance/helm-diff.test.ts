import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diffEnvironments } from '../../src/review/environment-diff.ts';
import { richConfig } from '../helm/a-chart.ts';
import { tool } from '../judges/install.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { chartPlan, writeChart } from '../laws/helm.ts';

test.each(['umbrella', 'per-component'] as const)(
  'diff --rendered tells what a value changes on the clusters, with charts as %s',
  async (layout) => {
    const plan = chartPlan(richConfig(), layout);
    const path = process.env['PATH'];
    await inTemporaryFolder(async (folder) => {
      const [before, after, bin] = [
        join(folder, 'before'),
        join(folder, 'after'),
        join(folder, 'bin'),
      ];
      for (const tree of [before, after]) writeChart(tree, plan);
      mkdirSync(bin);
      symlinkSync(tool('helm-4')[0] ?? '', join(bin, 'helm'));
      process.env['PATH'] = `${bin}:${path ?? ''}`;
      try {
        expect(
          diffEnvironments(before, after).map(({ environment, kind }) => `${environment} ${kind}`),
        ).toEqual(['dev compared', 'prod compared']);
        const [file, text] =
          layout === 'umbrella'
            ? ['chart/custom-prod.yaml', 'worker:\n  replicaCount: 4\n']
            : ['charts/worker/custom-prod.yaml', 'replicaCount: 4\n'];
        writeFileSync(join(after, file), text);
        const [dev, prod] = diffEnvironments(before, after);
        expect(dev).toMatchObject({ kind: 'compared', objects: [] });
        expect(prod).toMatchObject({
          kind: 'compared',
          objects: [
            {
              key: 'apps/Deployment prod/orders-worker',
              kind: 'changed',
              fields: [{ field: 'spec.replicas', before: '1', after: '4' }],
            },
          ],
        });
      } finally {
        process.env['PATH'] = path;
      }
    });
  },
);
