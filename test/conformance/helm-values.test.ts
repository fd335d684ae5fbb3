import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Chart } from '../../src/files/helm/chart.ts';
import { chartsOf } from '../../src/files/helm/charts.ts';
import { evaluateChart } from '../../src/files/helm/check.ts';
import type { EnvironmentPlan, Plan } from '../../src/plan/plan.ts';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { givenValues } from '../../src/files/helm/release.ts';
import { valueAt } from '../../src/files/chart-parts/template.ts';
import { mergeValues, withValue } from '../../src/files/helm/values.ts';
import { objectKey, type KubernetesObject } from '../../src/render/kubernetes-object.ts';
import { plainOf } from '../../src/render/render.ts';
import type { Value } from '../../src/render/spec.ts';
import { richConfig } from '../helm/a-chart.ts';
import { otherValue } from '../helm/other-value.ts';
import { tool } from '../judges/install.ts';
import { inParallel } from '../judges/parallel.ts';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { everythingBehindConfigs } from '../laws/everything.ts';
import { exampleConfig } from '../plan/example-config.ts';
import {
  chartPlan,
  chartText,
  differences,
  helmText,
  objectsIn,
  writeChart,
} from '../laws/helm.ts';

const plan = chartPlan(richConfig());
const prod = second(plan);
const todo = parseConfig(
  JSON.parse(JSON.stringify(await exampleConfig('todo')).replaceAll('${DOMAIN}', 'example.com')),
);

const charts: readonly (readonly [string, Plan])[] = [
  ['a whole system', plan],
  ['one Ingress host in each environment', chartPlan(everythingBehindConfigs.ingress)],
  [
    'several Ingress hosts',
    chartPlan(withHosts(everythingBehindConfigs.ingress, ['a.example.com', 'b.example.com'])),
  ],
  ['a Gateway', chartPlan(everythingBehindConfigs['gateway-api'])],
  ['the Todo system', chartPlan(todo)],
  ['the Todo system, one chart for each component', chartPlan(todo, 'per-component')],
  ['the charts of components', chartPlan(richConfig(), 'per-component')],
  [
    'the charts of components behind an Ingress',
    chartPlan(everythingBehindConfigs.ingress, 'per-component'),
  ],
];

function second({ environments: [, environment] }: Plan): EnvironmentPlan {
  if (environment === undefined) throw new Error('no second environment');
  return environment;
}

/** The second environment of a plan, for `helmText`. */
const here = (of: Plan) => ({ plan: of, name: second(of).name });

function withHosts(config: Config, hosts: string[]): Config {
  return {
    ...config,
    environments: config.environments.map((environment, index) =>
      index === 1 ? { ...environment, hosts } : environment,
    ),
  };
}

/** The objects that a chart gives its second environment with one more value, as the tree of templates says. */
function expected(
  chart: Chart,
  environment: EnvironmentPlan,
  { path, value }: { readonly path: readonly string[]; readonly value: Value },
): readonly KubernetesObject[] {
  const values = withValue(
    mergeValues(chart.layout.merged[1] ?? {}, givenValues(chart.images, environment)),
    path,
    value,
  );
  return [...evaluateChart(chart, values).values()].map((object) => {
    const plain = plainOf(object) as KubernetesObject;
    return { ...plain, metadata: { ...plain.metadata, namespace: environment.namespace } };
  });
}

test.each(charts)(
  'every row of the value table of %s, set on the command line, changes what it says and nothing else',
  async (_, of) => {
    const environment = second(of);
    const rows = chartsOf(of).flatMap((chart) =>
      chart.values.map(({ path, schema, values }) => ({
        chart,
        path,
        value: otherValue(schema, values[1]) ?? values[1] !== true,
      })),
    );
    expect(rows.length).toBeGreaterThan(30);
    await inTemporaryFolder(async (folder) => {
      writeChart(folder, of);
      const before = new Map(
        await Promise.all(
          chartsOf(of).map(
            async (chart) =>
              [
                chart.path,
                await chartText(tool('helm-4'), folder, { chart, environment, flags: [] }),
              ] as const,
          ),
        ),
      );
      await inParallel(2, rows, async ({ chart, path, value }) => {
        const text = await chartText(tool('helm-4'), folder, {
          chart,
          environment,
          flags: ['--set-json', `${path.join('.')}=${JSON.stringify(value)}`],
        });
        expect(
          differences(expected(chart, environment, { path, value }), objectsIn(text)),
          `${chart.path}: ${path.join('.')}`,
        ).toEqual([]);
        if (!isSilent(chart, path))
          expect(text, `${chart.path}: ${path.join('.')}`).not.toBe(before.get(chart.path));
      });
    });
  },
);

/**
 * Where to recover from says nothing until somebody asks for a
 * recovery, and the load or the config says how many pods there are.
 */
function isSilent(chart: Chart, path: readonly string[]): boolean {
  const [parent, last] = [path.slice(0, -1), path.at(-1)];
  const isScaled = (component: readonly string[]): boolean =>
    valueAt(chart.layout.merged[1] ?? {}, [...component, 'hpa', 'enabled']) === true;
  if (last === 'replicaCount') return isScaled(parent);
  if (parent.at(-1) === 'hpa') return last !== 'enabled' && !isScaled(parent.slice(0, -1));
  return last === 'from' && parent.at(-1) === 'recovery';
}

test('a replica count changes one object, for the older Helm too', async () => {
  await inTemporaryFolder(async (folder) => {
    writeChart(folder, plan);
    const [before, more] = [
      await helmText(tool('helm-3'), folder, here(plan)),
      await helmText(tool('helm-3'), folder, {
        ...here(plan),
        flags: ['--set', 'worker.replicaCount=4'],
      }),
    ].map(objectsIn);
    expect(differences(before ?? [], more ?? []).length).toBe(1);
    expect(before?.map(objectKey)).toEqual(more?.map(objectKey));
  });
});

const majors = ['helm-4', 'helm-3'] as const;

test.each([
  ['a value that nobody knows', ['--set', 'server.replicas=2'], /replicas/],
  ['too few pods', ['--set', 'server.replicaCount=0'], /server.*replicaCount|replicaCount/],
  ['a number where a text belongs', ['--set-json', 'server.env={"A":1}'], /server.*env.*A/],
  [
    'no value at all',
    ['--set', 'worker.replicaCount=null'],
    /'\/worker': missing property 'replicaCount'/,
  ],
  ['a section that is gone', ['--set', 'worker=null'], /missing property 'worker'/],
  [
    'an amount that Kubernetes does not know',
    ['--set', 'server.resources.limits.memory=12XB'],
    /memory/,
  ],
  ['an image without a tag', ['--set', 'redis.image=redis'], /redis.*image/],
  [
    'routes without a host',
    ['--set-json', 'routing.hosts=[]'],
    /routing\.hosts: routing\.enabled needs at least one host/,
  ],
  ['a release of a component that is not there', ['--set', 'servr.image.tag=x'], /servr/],
])('%s is refused with its place', async (_, flags, message) => {
  await inTemporaryFolder(async (folder) => {
    writeChart(folder, plan);
    for (const major of majors)
      await expect(helmText(tool(major), folder, { ...here(plan), flags })).rejects.toThrow(
        message,
      );
  });
});

test.each([
  [
    'an Ingress without a host',
    everythingBehindConfigs.ingress,
    ['--set', 'ingress.host='],
    /ingress\.host: ingress\.enabled needs a host/,
  ],
  [
    'a host that is a URL',
    everythingBehindConfigs.ingress,
    ['--set', 'ingress.host=https://a.example.com'],
    /ingress.*host/,
  ],
  [
    'TLS without an issuer',
    everythingBehindConfigs.ingress,
    ['--set', 'ingress.clusterIssuer='],
    /clusterIssuer/,
  ],
  [
    'a route of a Gateway without hosts',
    everythingBehindConfigs['gateway-api'],
    ['--set-json', 'gateway.hosts=[]'],
    /gateway\.hosts: gateway\.enabled needs at least one host/,
  ],
])('%s is refused with its place', async (_, config, flags, message) => {
  await inTemporaryFolder(async (folder) => {
    const of = chartPlan(config);
    writeChart(folder, of);
    for (const major of majors)
      await expect(helmText(tool(major), folder, { ...here(of), flags })).rejects.toThrow(message);
  });
});

test('without the release file of the environment the chart says what is missing', async () => {
  await inTemporaryFolder(async (folder) => {
    writeChart(folder, plan);
    writeFileSync(join(folder, prod.releaseFile), '{}\n');
    for (const major of majors)
      await expect(helmText(tool(major), folder, here(plan))).rejects.toThrow(
        /release file of the environment/,
      );
    rmSync(join(folder, prod.releaseFile));
    for (const major of majors)
      expect(
        (await run([...tool(major), 'lint', '--strict', '--quiet', join(folder, 'chart')])).code,
      ).toBe(0);
    expect(readFileSync(join(folder, 'chart/values.yaml'), 'utf8')).not.toContain('null');
  });
});
