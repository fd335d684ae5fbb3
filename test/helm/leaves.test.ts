import { expect, test } from 'vitest';
import { chartOf } from '../../src/files/helm/chart.ts';
import { evaluateChart } from '../../src/files/helm/check.ts';
import type { Leaf } from '../../src/files/chart-parts/leaf.ts';
import { givenValues } from '../../src/files/helm/release.ts';
import { valueAt } from '../../src/files/chart-parts/template.ts';
import { mergeValues, withValue, type NamedValue } from '../../src/files/helm/values.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { objectKey } from '../../src/render/kubernetes-object.ts';
import { plainOf } from '../../src/render/render.ts';
import type { Value } from '../../src/render/spec.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { EnvironmentPlan, Plan } from '../../src/plan/plan.ts';
import { everythingBehindConfigs, everythingConfig } from '../laws/everything.ts';
import { chartPlan } from '../laws/helm.ts';
import { otherValue } from './other-value.ts';
import { plans } from './law-plans.ts';

/** The random configs may leave a back-end out. */
const routed = [everythingConfig, ...Object.values(everythingBehindConfigs)].map((config) =>
  chartPlan(config),
);

test('every value changes what it says, and nothing else', () => {
  const tried = new Set<string>();
  for (const plan of [...plans, ...routed]) {
    const chart = chartOf(plan);
    // A difference that became a value as a whole takes the leaves inside it along.
    if (chart.values.some(({ style }) => style === 'json')) continue;
    for (const row of chart.values.filter(isLeaf)) {
      const value = otherValue(
        row.schema,
        row.values.find((known) => known !== undefined),
      );
      for (const [index, environment] of plan.environments.entries()) {
        if (value === undefined || row.read(environment) === undefined || isOff(row, environment))
          continue;
        // a host brings routes in the config, and a flag does so in the chart
        if (row.path.at(-1) === 'hosts' && environment.hosts.length === 0) continue;
        if (valueAt(chart.layout.merged[index] ?? {}, [row.path[0] ?? '', 'enabled']) === false)
          continue; // routes that are switched off
        const values = withValue(
          mergeValues(chart.layout.merged[index] ?? {}, givenValues(chart.images, environment)),
          row.path,
          value,
        );
        expect(
          plain(evaluateChart(chart, values)),
          `${row.path.join('.')} = ${JSON.stringify(value)}`,
        ).toEqual(modelOf(plan, row.write(environment, value)));
        // Some become values only where environments differ in them, which a few configs say.
        if (!row.onlyIfDifferent)
          tried.add(
            row.path
              .slice(1)
              .join('.')
              .replace(/^(topics|hostsOf)\..*/, '$1.*'),
          );
      }
    }
  }
  expect([...tried].sort()).toEqual([
    'alerts.errorPercent',
    'alerts.latency',
    'alerts.restarts',
    'backup.destination',
    'backup.endpoint',
    'backup.retention',
    'backup.schedule',
    'className',
    'clusterIssuer',
    'controllerNamespace',
    'env',
    'eviction',
    'gateway',
    'host',
    'hosts',
    'hostsOf.*',
    'hpa.cpuTargetPercent',
    'hpa.maxReplicas',
    'hpa.memoryTargetPercent',
    'hpa.minReplicas',
    'hpa.scaleDown.periodSeconds',
    'hpa.scaleDown.pods',
    'hpa.scaleDown.windowSeconds',
    'hpa.scaleUp.periodSeconds',
    'hpa.scaleUp.pods',
    'hpa.scaleUp.windowSeconds',
    'image',
    'instances',
    'interval',
    'kafka.maxMessageBytes',
    'maxMemory',
    'name',
    'namespace',
    'nodeSelector',
    'parameters',
    'persistence.storage',
    'persistence.storageClass',
    'pooler.instances',
    'pooler.mode',
    'pooler.size',
    'priorityClassName',
    'proxyNamespace',
    'replicaCount',
    'resources',
    'slack.channel',
    'storage',
    'storageClass',
    'terminationGracePeriodSeconds',
    'tolerations',
    'topics.*',
    'tracing.samplingRate',
    'walStorage',
  ]);
}, 120_000);

test('bounds of an autoscaler that is off are values, whose switch brings it', () => {
  const plan = makePlan(
    parseConfig({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      packaging: { kind: 'helm' },
      components: { server: { autoscaling: { enabled: false, min: 1, max: 2 } } },
      environments: {
        dev: { branch: 'dev', deploy: 'on-push' },
        prod: {
          branch: 'main',
          deploy: 'on-promotion',
          overrides: { components: { server: { autoscaling: { max: 5 } } } },
        },
      },
    }),
  );
  const chart = chartOf(plan);
  expect(
    plan.environments.map((environment) =>
      objects(plan, environment).filter(({ kind }) => kind === 'HorizontalPodAutoscaler'),
    ),
  ).toEqual([[], []]);
  expect(chart.layout.base).toMatchObject({
    server: { hpa: { enabled: false, minReplicas: 1, maxReplicas: 2 } },
  });
  expect(chart.layout.environments[1]).toEqual({ server: { hpa: { maxReplicas: 5 } } });
  expect(chart.values.map(({ path }) => path.join('.'))).toContain('server.replicaCount');
  const [environment] = plan.environments;
  if (environment === undefined) throw new Error('no environment');
  const values = withValue(
    mergeValues(chart.layout.merged[0] ?? {}, givenValues(chart.images, environment)),
    ['server', 'hpa', 'enabled'],
    true,
  );
  expect(plain(evaluateChart(chart, values))).toMatchObject({
    'autoscaling/HorizontalPodAutoscaler/orders': { spec: { minReplicas: 1, maxReplicas: 2 } },
  });
});

test('a replica count changes the replicas of one Deployment, and nothing else', () => {
  for (const plan of plans) {
    const chart = chartOf(plan);
    const [environment] = plan.environments;
    if (environment === undefined || environment.workloads[0]?.autoscaling !== undefined) continue;
    const values = mergeValues(
      chart.layout.merged[0] ?? {},
      givenValues(chart.images, environment),
    );
    const component = chart.owners.find(
      ({ key }) => key === environment.workloads[0]?.component.name,
    );
    const [before, after] = [
      values,
      withValue(values, [component?.section ?? '', 'replicaCount'], 977),
    ].map((each) => JSON.stringify(plain(evaluateChart(chart, each))));
    expect(
      after?.replace(
        /"replicas":977(?=[,}])/,
        `"replicas":${String(environment.workloads[0]?.replicas)}`,
      ),
    ).toBe(before);
    expect(after).not.toBe(before);
  }
});

const isLeaf = (row: NamedValue): row is NamedValue & Leaf => 'write' in row && 'read' in row;

/** Flags follow from other parts of a model; turning one also moves what depends on them. */
const isOff = (row: Leaf, environment: EnvironmentPlan): boolean =>
  row.write(environment, '') === environment;

const plain = (built: ReadonlyMap<string, Value>): Record<string, unknown> =>
  Object.fromEntries(
    [...built]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => [key, plainOf(value)]),
  );

const modelOf = (plan: Plan, environment: EnvironmentPlan): Record<string, unknown> =>
  plain(
    new Map(
      objects(plan, environment).map((object): [string, Value] => [objectKey(object), object]),
    ),
  );
