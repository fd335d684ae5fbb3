import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chartOf } from '../../src/files/helm/chart.ts';
import { evaluated } from '../../src/files/helm/check.ts';
import { released } from '../../src/files/helm/release.ts';
import { merged, withValue } from '../../src/files/helm/values.ts';
import { objectKey, type KubernetesObject } from '../../src/files/kubernetes-object.ts';
import { plainOf } from '../../src/files/render.ts';
import type { Value } from '../../src/files/spec.ts';
import { richConfig } from '../helm/a-chart.ts';
import { otherValue } from '../helm/other-value.ts';
import { tool } from '../judges/install.ts';
import { inParallel } from '../judges/parallel.ts';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { chartPlan, differences, helmText, objectsIn, writeChart } from '../laws/helm.ts';

const plan = chartPlan(richConfig());
const chart = chartOf(plan);
const [, prod] = plan.environments;
if (prod === undefined) throw new Error('no prod');
const here = { plan, name: prod.name };

/** The objects that a chart gives with one more value, as the tree of templates says. */
function expected(path: readonly string[], value: Value): readonly KubernetesObject[] {
  const values = withValue(merged(chart.layout.merged[1] ?? {}, released(chart.images)), path, value);
  return [...evaluated(chart, values).values()].map((object) => {
    const plain = plainOf(object) as KubernetesObject;
    return { ...plain, metadata: { ...plain.metadata, namespace: prod?.namespace ?? '' } };
  });
}

test('every row of the value table, set on the command line, changes what it says and nothing else', async () => {
  const rows = chart.values.map(({ path, schema, values }) => ({ path, value: otherValue(schema, values[1]) ?? values[1] !== true }));
  expect(rows.length).toBeGreaterThan(30);
  await inTemporaryFolder(async (folder) => {
    writeChart(folder, plan);
    const before = await helmText(tool('helm-4'), folder, here);
    await inParallel(2, rows, async ({ path, value }) => {
      const text = await helmText(tool('helm-4'), folder, { ...here, flags: ['--set-json', `${path.join('.')}=${JSON.stringify(value)}`] });
      expect(differences(expected(path, value), objectsIn(text)), path.join('.')).toEqual([]);
      // Where to recover from says nothing until somebody asks for a recovery.
      if (path.join('.') !== 'postgresDb.recovery.from') expect(text, path.join('.')).not.toBe(before);
    });
    const [more] = [await helmText(tool('helm-3'), folder, { ...here, flags: ['--set', 'worker.replicaCount=4'] })].map(objectsIn);
    const changed = differences(objectsIn(before), more ?? []);
    expect(changed.length).toBe(1);
    expect(objectsIn(before).map(objectKey)).toEqual((more ?? []).map(objectKey));
  });
});

const majors = ['helm-4', 'helm-3'] as const;

test.each([
  ['a value that nobody knows', ['--set', 'server.replicas=2'], /replicas/],
  ['too few pods', ['--set', 'server.replicaCount=0'], /server.*replicaCount|replicaCount/],
  ['a number where a text belongs', ['--set-json', 'server.env={"A":1}'], /server.*env.*A/],
  ['an amount that Kubernetes does not know', ['--set', 'server.resources.limits.memory=12XB'], /memory/],
  ['an image without a tag', ['--set', 'redis.image=redis'], /redis.*image/],
  ['routes without a host', ['--set-json', 'routing.hosts=[]'], /routing\.hosts: routing\.enabled needs at least one host/],
  ['a release of a component that is not there', ['--set', 'servr.image.tag=x'], /servr/],
])('%s is refused with its place', async (_, flags, message) => {
  await inTemporaryFolder(async (folder) => {
    writeChart(folder, plan);
    for (const major of majors) await expect(helmText(tool(major), folder, { ...here, flags })).rejects.toThrow(message);
  });
});

test('without the release file of the environment the chart says what is missing', async () => {
  await inTemporaryFolder(async (folder) => {
    writeChart(folder, plan);
    writeFileSync(join(folder, prod.releaseFile), '{}\n');
    for (const major of majors) await expect(helmText(tool(major), folder, here)).rejects.toThrow(/release file of the environment/);
    rmSync(join(folder, prod.releaseFile));
    for (const major of majors) expect((await run([...tool(major), 'lint', '--strict', '--quiet', join(folder, 'chart')])).code).toBe(0);
    expect(readFileSync(join(folder, 'chart/values.yaml'), 'utf8')).not.toContain('null');
  });
});
