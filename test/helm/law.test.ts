import { expect, test } from 'vitest';
import { chartOf } from '../../src/files/helm/chart.ts';
import { checkCharts } from '../../src/files/helm/check.ts';
import { helmFiles } from '../../src/files/helm/index.ts';
import { render } from '../../src/render/render.ts';
import { plans } from './law-plans.ts';

test(`templates and values give the model of every environment, for ${plans.length} random configs`, () => {
  for (const plan of plans) checkCharts(plan, [chartOf(plan)]);
}, 120_000);

test('a chart that says anything else than the model is refused, with object and pointer', () => {
  const [plan] = plans;
  if (plan === undefined) throw new Error('no plan');
  const chart = chartOf(plan);
  const other = {
    ...plan,
    environments: plan.environments.map((environment) => ({
      ...environment,
      workloads: environment.workloads.map((workload) => ({
        ...workload,
        shutdown: { ...workload.shutdown, graceSeconds: 599_999 },
      })),
    })),
  };
  expect(() => {
    checkCharts(other, [chart]);
  }).toThrow(
    /apps\/Deployment\/.* differs at "\/spec\/template\/spec\/terminationGracePeriodSeconds"/,
  );
});

test('files of values hold no null, environments only what is different, and releases tags and digests alone', () => {
  for (const plan of plans) {
    const { layout, values } = chartOf(plan);
    expect(JSON.stringify([layout.base, layout.environments])).not.toMatch(/[:,[]null/);
    for (const [index] of plan.environments.entries()) {
      for (const { path, values: found } of values) {
        const isSame = found.every((value) => JSON.stringify(value) === JSON.stringify(found[0]));
        if (isSame)
          expect(
            path.reduce<unknown>(
              (tree, key) => Reflect.get(Object(tree), key),
              layout.environments[index],
            ),
            path.join('.'),
          ).toBeUndefined();
      }
    }
  }
});

test('every chart template has a literal apiVersion and kind, and braces only around actions', () => {
  for (const plan of plans.slice(0, 20)) {
    for (const { path, ...file } of helmFiles(plan).filter(({ path: at }) =>
      /^chart\/templates\/.+\/.+\.yaml$/.test(at),
    )) {
      const text = render({ path, ...file });
      expect(text, path).toMatch(/^apiVersion: [a-z0-9./-]+\nkind: [A-Za-z]+\nmetadata:\n/m);
      expect(
        text
          .split('\n')
          .filter((line) => line.includes('{{') && !/^\s*(?:- )?(?:\S+: )?\{\{.*\}\}$/.test(line)),
        path,
      ).toEqual([]);
    }
  }
});
