import { expect, test } from 'vitest';
import { infrastructureFiles } from '../../src/files/infrastructure/index.ts';
import { docFiles } from '../../src/files/docs/index.ts';
import { plainOf, render } from '../../src/render/render.ts';
import { charts } from '../../src/plan/bootstrap-charts.ts';
import { paths } from '../../src/plan/paths.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { at, listAt, modelOf, ofKind, textAt } from '../laws/model.ts';
import { aClusterPlan, aPulledPlan, aSystem } from './plans.ts';

const documentsOf = (plan: Plan, file: string): readonly unknown[] =>
  infrastructureFiles(plan).flatMap(({ path, content }) =>
    path === paths.bootstrap(file) && content.kind === 'yaml' ? content.documents.map(plainOf) : [],
  );
const pageOf = (plan: Plan, path: string): string =>
  docFiles(plan)
    .filter((file) => file.path === path)
    .map(render)[0] ?? '';

test('environments get restricted namespaces, before those of the platform', () => {
  const found = documentsOf(aClusterPlan(), 'namespaces.yaml').map((object) => [
    textAt(object, 'metadata', 'name'),
    textAt(object, 'metadata', 'labels', 'pod-security.kubernetes.io/enforce'),
  ]);
  expect(found).toEqual([
    ['staging', 'restricted'],
    ['production', 'restricted'],
    ['ingress-nginx', 'baseline'],
    ['cert-manager', 'baseline'],
    ['dapr-system', 'baseline'],
    ['cnpg-system', 'baseline'],
    ['monitoring', 'privileged'],
  ]);
});

test('certificates come through the controller that routes the traffic, from the address of the config', () => {
  const issuers = documentsOf(aClusterPlan(), 'cert-manager-issuers.yaml');
  expect(
    issuers.map((issuer) => [
      textAt(issuer, 'metadata', 'name'),
      textAt(issuer, 'spec', 'acme', 'email'),
      textAt(issuer, 'spec', 'acme', 'solvers', 0, 'http01', 'ingress', 'ingressClassName'),
    ]),
  ).toEqual([
    ['letsencrypt-staging', 'ops@example.com', 'nginx'],
    ['letsencrypt-prod', 'ops@example.com', 'nginx'],
  ]);
  expect(
    textAt(
      documentsOf(aPulledPlan(), 'cert-manager-issuers.yaml')[1],
      'spec',
      'acme',
      'solvers',
      0,
      'http01',
      'gatewayHTTPRoute',
      'parentRefs',
      0,
      'name',
    ),
  ).toBe('public');
  expect(
    documentsOf(
      aClusterPlan({
        routing: { kind: 'ingress', className: 'internal-nginx', tls: { issuer: 'ours' } },
      }),
      'cert-manager-issuers.yaml',
    ).map((issuer) => textAt(issuer, 'metadata', 'name')),
  ).toContain('ours');
});

test('a sleeper may only scale the components of its environment, and wakes each to its number of pods', () => {
  const system = aClusterPlan({
    environments: {
      staging: {
        branch: 'main',
        deploy: 'on-push',
        overrides: { components: { backend: { autoscaling: { min: 3, max: 9 } } } },
      },
    },
  });
  const objects = documentsOf(system, 'sleep.yaml');
  const role = objects.find((object) => textAt(object, 'kind') === 'Role');
  expect(
    listAt(role, 'rules').map(({ resources, resourceNames, verbs }) => [
      resources,
      resourceNames,
      verbs,
    ]),
  ).toEqual([
    [['deployments'], ['todo-backend', 'todo-frontend'], ['get']],
    [['deployments/scale'], ['todo-backend', 'todo-frontend'], ['get', 'update', 'patch']],
  ]);
  const jobs = objects.filter((object) => textAt(object, 'kind') === 'CronJob');
  const commands = jobs.map((job) => [
    textAt(job, 'spec', 'schedule'),
    textAt(job, 'spec', 'timeZone'),
    listAt(job, 'spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers').map(({ args }) =>
      (args as string[]).join(' '),
    ),
  ]);
  expect(commands).toEqual([
    [
      '0 20 * * 1-5',
      'Etc/UTC',
      ['scale --replicas=0 deployment/todo-backend deployment/todo-frontend'],
    ],
    [
      '0 6 * * 1-5',
      'Etc/UTC',
      ['scale --replicas=1 deployment/todo-frontend', 'scale --replicas=3 deployment/todo-backend'],
    ],
  ]);
  expect([...new Set(objects.map((object) => textAt(object, 'metadata', 'namespace')))]).toEqual([
    system.environments[0]?.namespace,
  ]);
});

test('Grafana finds dashboards everywhere, Prometheus monitors and rules, and no password is in a file', () => {
  const [values] = documentsOf(aClusterPlan(), 'values/monitoring.yaml');
  expect(textAt(values, 'grafana', 'sidecar', 'dashboards', 'searchNamespace')).toBe('ALL');
  expect(at(values, 'grafana', 'adminPassword')).toBeUndefined();
  expect(
    at(values, 'prometheus', 'prometheusSpec', 'serviceMonitorSelectorNilUsesHelmValues'),
  ).toBe(false);
  expect(at(values, 'prometheus', 'prometheusSpec', 'retention')).toBe('30d');
});

test('Prometheus asks each controller once: by a port that one Service alone names', () => {
  const [values] = documentsOf(aClusterPlan(), 'values/monitoring.yaml');
  const monitors = listAt(values, 'prometheus', 'additionalServiceMonitors');
  expect(
    monitors.map((monitor) => [textAt(monitor, 'name'), listAt(monitor, 'endpoints')]),
  ).toEqual([
    ['ingress-nginx', [{ port: 'metrics', interval: '30s' }]],
    ['cert-manager', [{ targetPort: 9402, interval: '30s' }]],
  ]);
});

test('alerts about nodes reach the channel of production, and each leads to its steps', () => {
  const slack = aClusterPlan({ monitoring: { kind: 'prometheus', slack: { channel: '#alerts' } } });
  const rulesOf = (plan: Plan) =>
    listAt(listAt(documentsOf(plan, 'node-rules.yaml')[0], 'spec', 'groups')[0], 'rules');
  const production = slack.environments.find(({ name }) => name === 'production');
  if (production === undefined) throw new Error('no production');
  const [receiver] = ofKind(modelOf(slack, production), 'AlertmanagerConfig');
  // The operator adds the namespace of the object to its matchers.
  const taken = [
    ['namespace', production.namespace],
    ...listAt(receiver, 'spec', 'route', 'matchers').map(({ name, value }) => [name, value]),
  ];
  for (const rule of rulesOf(slack))
    expect(at(rule, 'labels')).toMatchObject(Object.fromEntries(taken));
  for (const rule of rulesOf(aClusterPlan()))
    expect(textAt(rule, 'labels', 'namespace')).toBe('monitoring');
  const page = pageOf(slack, paths.runbook('monitoring'));
  expect(rulesOf(slack)).toHaveLength(4);
  for (const rule of rulesOf(slack)) {
    expect(page).toContain(`### ${textAt(rule, 'alert')}\n`);
    expect(textAt(rule, 'annotations', 'runbook_url')).toBe(
      `https://github.com/acme/todo/blob/HEAD/docs/runbooks/monitoring.md#${textAt(rule, 'alert').toLowerCase()}`,
    );
  }
});

test('every chart that is installed has its values and its version from the one table', () => {
  for (const plan of [aClusterPlan(), aPulledPlan()]) {
    const script =
      infrastructureFiles(plan)
        .filter(({ path }) => path.endsWith('.sh'))
        .map(render)[0] ?? '';
    const installed = [...script.matchAll(/^install \S+ (\S+) \S+ (\S+) (\S+)/gm)];
    expect(installed.length).toBeGreaterThan(5);
    for (const [, name = '', chart, version] of installed) {
      expect(Object.entries(charts).find(([key]) => key === name)?.[1]).toMatchObject({
        chart,
        version,
      });
      expect(documentsOf(plan, `values/${name}.yaml`)).toHaveLength(1);
    }
  }
});

test('the costs add up: nodes, load balancer, and the volumes of the platform and of every environment', () => {
  const page = pageOf(aClusterPlan(), paths.cost);
  // 96 + 12 + (20 + 5 + 20 + 3 + 2 × 10 + 2 × 1) GiB × 0.10
  expect(page).toContain('| **Total** |  | **$115.00** | **$139.00** |');
  expect(page).toContain('A credit of $200.00 lasts 1.7 months with 4 nodes, and 1.4 with 5.');
  expect(page).toContain('what runs elsewhere\n(ghcr.io, the Kafka brokers)');
});

test.each([
  [
    'fewer nodes than hold everything are not what it costs at least',
    { min: 3, max: 5 },
    '| Nodes | 4 to 5 × s-2vcpu-4gb | $96.00 | $120.00 |',
    'It does not fit the initial 3 nodes: the autoscaler scales to 4',
  ],
  [
    'where the most nodes do not hold it, the most are paid for',
    { min: 1, max: 2 },
    '| Nodes | 2 × s-2vcpu-4gb | $48.00 | $48.00 |',
    'some pods stay `Pending` indefinitely',
  ],
  [
    'nodes that nothing needs are called so',
    { min: 5, max: 5 },
    '| Nodes | 5 × s-2vcpu-4gb | $120.00 | $120.00 |',
    '4 nodes are enough',
  ],
])('%s', (_, nodes, costs, verdict) => {
  const page = pageOf(
    aClusterPlan({ infrastructure: { ...aSystem.infrastructure, nodes } }),
    paths.cost,
  );
  expect(page).toContain(costs);
  expect(page).toContain(verdict);
});

test('no requirement is promised that nothing backs', () => {
  const page = (changes: Readonly<Record<string, unknown>>): string =>
    pageOf(aClusterPlan(changes), paths.requirements);
  expect(page({})).toContain('HTTPS');
  expect(page({ routing: { kind: 'ingress' } })).not.toContain('HTTPS');
  expect(page({})).toContain(
    'staging: with an interruption: 2 components with one pod (backend, frontend)',
  );
  expect(page({ monitoring: { kind: 'none' } })).not.toContain('Metrics');
  expect(page({})).toContain('staging: scraped every 30s; dashboards refresh every 30s');
  expect(page({ monitoring: { kind: 'prometheus', dashboards: false } })).toContain(
    'staging: scraped every 30s |',
  );
  expect(page({})).toContain('Changes are deployed in time | not guaranteed');
  expect(page({})).toContain(
    'Pods scale with load | production: more pods are requested about 90 s after',
  );
  expect(page({})).not.toContain('staging: more pods');
  expect(page({})).toMatch(/Rollbacks finish in time \| production: [^|]* after 600 s/);
  expect(pageOf(aPulledPlan(), paths.requirements)).not.toMatch(/deployed in time|finish in time/);
});

test('what the config decides about cluster, broker and monitoring stands in the decision log with its reason', () => {
  const titles = aClusterPlan().decisions.map(({ title }) => title);
  expect(titles).toEqual(
    expect.arrayContaining([
      'One cluster with a namespace per environment',
      'A managed broker outside the cluster',
      'Monitoring in the cluster over a hosted one',
    ]),
  );
});
