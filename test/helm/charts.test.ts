import { expect, test } from 'vitest';
import { chartsOf, valueFilesOf } from '../../src/files/helm/charts.ts';
import { checkCharts } from '../../src/files/helm/check.ts';
import { helmFiles } from '../../src/files/helm/index.ts';
import { render } from '../../src/render/render.ts';
import { accepted } from '../config/arbitrary.ts';
import { sampleOf } from '../sample.ts';
import { parseConfig, tryParse } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import { imagesOf } from '../../src/release/index.ts';
import { chartPlan } from '../laws/helm.ts';
import { richConfig } from './a-chart.ts';

const plan = chartPlan(richConfig(), 'per-component');
const [prod] = plan.environments.slice(1);
if (prod === undefined) throw new Error('no prod');
const files = new Map(helmFiles(plan).map((file) => [file.path, render(file)]));

test('each component has a chart, and what they share has one more', () => {
  expect(chartsOf(plan).map(({ path }) => path)).toEqual([
    'charts/shared',
    'charts/server',
    'charts/worker',
  ]);
  expect(chartsOf(plan).map(({ releaseName }) => releaseName(prod))).toEqual([
    'orders-prod-shared',
    'orders-prod-server',
    'orders-prod-worker',
  ]);
  expect(valueFilesOf(chartsOf(plan)[1] ?? expect.fail(), prod)).toEqual([
    'charts/server/values-prod.yaml',
    'charts/server/custom-prod.yaml',
    'charts/release-prod.yaml',
  ]);
});

test('values of a component stand at the top of its chart, and what others say too under global', () => {
  expect(files.get('charts/server/values.yaml')).toMatch(/^replicaCount: 1$/m);
  expect(files.get('charts/server/values-prod.yaml')).toMatch(/^replicaCount: 3$/m);
  expect(files.get('charts/server/values.yaml')).toMatch(
    /^global:\n(?: .*\n)*? {2}routing:\n(?: .*\n)* {4}gateway: istio-system\/public$/m,
  );
  expect(files.get('charts/server/templates/deployment.yaml')).toContain(
    'image: {{ include "orders.image" .Values.global.images.server | quote }}',
  );
  expect(files.get('charts/shared/values.yaml')).toMatch(/^redis:$/m);
});

test('values.yaml says what the config says without an environment, and what all environments say', () => {
  const environmentOf = (index: number): object => ({
    hosts: [`${String(index)}.example.com`],
    overrides: {
      components: {
        server: {
          replicas: 2 + index,
          env: { URL: `https://${String(index)}.example.com`, OWN: String(index), SAME: 'x' },
        },
      },
    },
  });
  const config = parseConfig({
    name: 'orders',
    repository: 'https://github.com/acme/orders',
    components: { server: { env: { URL: 'http://localhost:3000' } } },
    routing: { kind: 'ingress' },
    packaging: { kind: 'helm' },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push', ...environmentOf(0) },
      prod: { branch: 'main', deploy: 'on-promotion', ...environmentOf(1) },
    },
  });
  const { base, environments } = chartsOf(chartPlan(config))[0]?.layout ?? expect.fail();
  expect(base).toMatchObject({
    server: { replicaCount: 1, env: { URL: 'http://localhost:3000', SAME: 'x' } },
    ingress: { enabled: true, host: '' },
  });
  expect(base).not.toHaveProperty(['server', 'env', 'OWN']);
  expect(environments[1]).toMatchObject({
    server: { replicaCount: 3, env: { URL: 'https://1.example.com', OWN: '1' } },
    ingress: { host: '1.example.com' },
  });
});

test('one release file names the images of all charts, as the release commands read it', () => {
  expect(prod.releaseFile).toBe('charts/release-prod.yaml');
  expect(imagesOf(files.get(prod.releaseFile) ?? '').map(({ repository }) => repository)).toEqual([
    'ghcr.io/acme/orders-server',
    'ghcr.io/acme/orders-worker',
  ]);
  expect([...files.keys()].filter((path) => path.includes('/release-'))).toEqual([
    'charts/release-dev.yaml',
    'charts/release-prod.yaml',
  ]);
});

test('together the charts give the model of every environment, for random configs', () => {
  const configs = sampleOf(accepted(50, 2).configs, 25);
  for (const { config } of configs) {
    const random = chartPlan(config, 'per-component');
    checkCharts(random, chartsOf(random));
  }
}, 120_000);

test('a component called shared leaves its name to the chart of what components share, which keeps its release', () => {
  const config = richConfig();
  const { server } = config.components;
  if (server === undefined) throw new Error('no server');
  const environments = config.environments.map((environment) => ({
    ...environment,
    here: { ...environment.here, components: { shared: server } },
  }));
  expect(
    chartsOf(
      chartPlan({ ...config, components: { shared: server }, environments }, 'per-component'),
    ).map(({ path }) => path),
  ).toEqual(['charts/shared', 'charts/shared-component']);
});

test('a release whose name Helm would not take is refused, with the name', () => {
  const outcome = tryParse({
    name: 'a-service-with-quite-a-long-name',
    repository: 'https://github.com/acme/orders',
    packaging: { kind: 'helm', layout: 'per-component' },
    components: { 'notification-dispatcher': {} },
    environments: { dev: { branch: 'main', deploy: 'on-push' } },
  });
  expect('issues' in outcome ? outcome.issues : []).toEqual([
    {
      path: 'environments.dev.releaseName',
      message:
        'the Helm release "a-service-with-quite-a-long-name-dev-notification-dispatcher" ' +
        'would have more than 53 characters; set a shorter one here',
    },
  ]);
});

test('the page of a chart whose hosts hold variables shows the command that fills them in', () => {
  const open = makePlan(
    parseConfig({
      name: 'todo',
      repository: 'https://github.com/acme/todo',
      components: { api: {} },
      packaging: { kind: 'helm' },
      delivery: { kind: 'push' },
      secrets: { kind: 'manual' },
      routing: { kind: 'ingress' },
      environments: { live: { branch: 'main', deploy: 'on-push', hosts: ['todo.${DOMAIN}'] } },
    }),
  );
  const page = helmFiles(open)
    .filter(({ path }) => path === 'chart/README.md')
    .map(render)
    .join('');
  expect(page).toContain('\nDOMAIN=<value> ./scripts/deploy.sh live --render\n');
  expect(page).not.toContain('helm template');
  expect(files.get('charts/server/README.md')).not.toMatch(/deploy\.sh|script/);
});
