import { expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { chartOf } from '../../src/files/helm/chart.ts';
import { evaluateChart } from '../../src/files/helm/check.ts';
import { givenValues, releaseValuesOf } from '../../src/files/helm/release.ts';
import { mergeValues, withValue } from '../../src/files/helm/values.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { objectKey } from '../../src/render/kubernetes-object.ts';
import { plainOf } from '../../src/render/render.ts';
import type { Value } from '../../src/render/spec.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { EnvironmentPlan, Plan } from '../../src/plan/plan.ts';
import { accepted } from '../config/arbitrary.ts';
import { chartPlan } from '../laws/helm.ts';
import { richConfig } from './a-chart.ts';

const { configs } = accepted(50, 11);

test('turning components off in the chart equals turning them off in the config, for random configs', () => {
  let tried = 0;
  for (const { config } of configs) {
    const plan = chartPlan(config);
    const chart = chartOf(plan);
    // A difference that became a value as a whole takes what is switched along.
    if (plan.components.length < 2 || chart.values.some(({ style }) => style === 'json')) continue;
    for (const off of someOf(plan.components.map(({ name }) => name))) {
      for (const [index, environment] of plan.environments.entries()) {
        const values = chart.owners
          .filter(({ kind, key }) => kind === 'component' && off.includes(key))
          .reduce(
            (some, { section }) => withValue(some, [section, 'enabled'], false),
            mergeValues(chart.layout.merged[index] ?? {}, givenValues(chart.images, environment)),
          );
        expect(plain(evaluateChart(chart, values)), `${off.join(', ')} off`).toEqual(
          modelOf(plan, makePlan(switchedOff(config, off, index)).environments[index]),
        );
        tried += 1;
      }
    }
  }
  expect(tried).toBeGreaterThan(50);
}, 120_000);

test('a policy that loses all of its callers admits nobody, and not everybody', () => {
  const config = richConfig();
  const called = {
    ...config,
    environments: config.environments.map((environment) => ({
      ...environment,
      here: {
        ...environment.here,
        components: {
          ...environment.here.components,
          third: { ...(environment.here.components['worker'] ?? expect.fail()), calls: ['server'] },
        },
      },
    })),
  };
  const chart = chartOf(
    chartPlan({ ...called, components: called.environments[0]?.here.components ?? {} }),
  );
  const values = [
    ['worker', 'enabled'],
    ['third', 'enabled'],
    ['routing', 'enabled'],
  ].reduce(
    (some, path) => withValue(some, path, false),
    mergeValues(chart.layout.merged[1] ?? {}, releaseValuesOf(chart.images)),
  );
  const policy = plainOf(
    evaluateChart(chart, values).get('networking.k8s.io/NetworkPolicy/orders-server') ?? null,
  );
  expect(policy).toMatchObject({ spec: { policyTypes: ['Ingress', 'Egress'] } });
  expect(policy).not.toHaveProperty('spec.ingress');
});

/** Each alone, and all but each. */
const someOf = (names: readonly string[]): readonly (readonly string[])[] => [
  ...names.map((name) => [name]),
  ...names.map((name) => names.filter((other) => other !== name)),
  names,
];

function switchedOff(config: Config, names: readonly string[], at: number): Config {
  const environments = config.environments.map((environment, index) =>
    index !== at
      ? environment
      : {
          ...environment,
          here: {
            ...environment.here,
            components: Object.fromEntries(
              Object.entries(environment.here.components).map(([name, component]) => [
                name,
                { ...component, enabled: component.enabled && !names.includes(name) },
              ]),
            ),
          },
        },
  );
  return { ...config, environments };
}

const plain = (built: ReadonlyMap<string, Value>): Record<string, unknown> =>
  Object.fromEntries(
    [...built]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => [key, plainOf(value)]),
  );

/** What is there in one environment; what is known of the service as a whole, like its alerts, stays. */
function modelOf(plan: Plan, environment: EnvironmentPlan | undefined): Record<string, unknown> {
  return environment === undefined
    ? {}
    : plain(
        new Map(
          objects(plan, environment).map((object): [string, Value] => [objectKey(object), object]),
        ),
      );
}
