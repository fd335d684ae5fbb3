import { expect, test } from 'vitest';
import { parseConfig, tryParse } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { checkCharts } from '../../src/files/helm/check.ts';
import { chartsOf } from '../../src/files/helm/charts.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { objectKey } from '../../src/render/kubernetes-object.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { kustomizeBinary } from '../kustomize/binary.ts';
import { exampleConfig } from '../plan/example-config.ts';
import { breaches } from './kustomize.ts';

type Input = Readonly<Record<string, unknown>> & {
  readonly environments: Readonly<Record<string, object>>;
};

const todo = (await exampleConfig('todo')) as Input;

const planOf = (changes: object): Plan => makePlan(parseConfig({ ...todo, ...changes }));
const keysIn = (plan: Plan): readonly (readonly string[])[] =>
  plan.environments.map((environment) => objects(plan, environment).map(objectKey).sort());

/** What Argo CD needs to know that CI knows otherwise. */
const written = JSON.parse(
  JSON.stringify(todo.environments).replaceAll('${DOMAIN}', 'example.com'),
) as Input['environments'];
const pulled = {
  delivery: { kind: 'argocd' },
  environments: { ...written, production: { ...written['production'], branch: 'production' } },
  infrastructure: { kind: 'none' },
};

test('the same config is valid with kustomize, and gives the same objects', async () => {
  const plan = planOf({ packaging: { kind: 'kustomize' } });
  expect(keysIn(plan)).toEqual(keysIn(planOf({})));
  expect(
    await breaches([parseConfig({ ...todo, packaging: { kind: 'kustomize' } })], kustomizeBinary),
  ).toEqual([]);
});

test('every value of its chart has a name that a person would give it, and none is what probing left over', () => {
  const leftOver = chartsOf(planOf({}))
    .flatMap(({ values }) => values)
    .filter(
      ({ base, values }) => base === undefined && values.some((value) => value === undefined),
    );
  expect(
    leftOver
      .map(({ path }) => path.join('.'))
      .filter((path) => !/\.(hpa|monitoring|slack|alerts|metrics)\b|^monitoring\./.test(path)),
  ).toEqual([]);
});

test('staging has bounds for the backend, and nothing that scales', () => {
  const { layout, values } = chartsOf(planOf({}))[0] ?? expect.fail();
  expect(layout.environments[0]).not.toHaveProperty('backend.hpa.enabled');
  expect(layout.base).toMatchObject({ backend: { replicaCount: 1, hpa: { enabled: false } } });
  expect(layout.merged[0]).toMatchObject({
    backend: { hpa: { enabled: false, minReplicas: 1, maxReplicas: 2 } },
  });
  const pods = values
    .map(({ path }) => path.join('.'))
    .filter((path) => /replica/.test(path) && !path.includes('hpa'));
  expect(pods).toEqual(
    ['frontend', 'backend', 'mcp', 'notification', 'sseGateway'].map(
      (section) => `${section}.replicaCount`,
    ),
  );
});

test('it may be cut into one chart for each component', () => {
  const plan = planOf({ packaging: { kind: 'helm', layout: 'per-component' } });
  checkCharts(plan, chartsOf(plan));
  expect(chartsOf(plan).map(({ path }) => path)).toEqual([
    'charts/shared',
    'charts/frontend',
    'charts/backend',
    'charts/mcp',
    'charts/notification',
    'charts/sse-gateway',
  ]);
});

test.each(['helm', 'kustomize'])(
  'Argo CD delivers the same system from git, packaged by %s',
  (kind) => {
    const plan = planOf({ ...pulled, packaging: { kind } });
    expect(keysIn(plan)).toEqual(keysIn(planOf({})));
    expect(allFiles(plan).map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'argocd/applications/staging.yaml',
        'argocd/applications/production.yaml',
      ]),
    );
  },
);

test('under Argo CD a variable of CI is refused in hosts and in what pods get, with what to do', () => {
  const outcome = tryParse({
    ...todo,
    ...pulled,
    environments: { ...pulled.environments, staging: todo.environments['staging'] },
  });
  const overridden = ['frontend.env.BETTER_AUTH_URL', 'backend.env.CORS_ORIGINS'].map(
    (variable) => `environments.staging.overrides.components.${variable}`,
  );
  expect('issues' in outcome ? outcome.issues.map(({ path }) => path) : []).toEqual([
    'environments.staging.hosts.0',
    ...overridden,
  ]);
});
