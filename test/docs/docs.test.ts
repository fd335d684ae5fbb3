import { describe, expect, test } from 'vitest';
import { docFiles } from '../../src/files/docs/index.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { paths } from '../../src/plan/paths.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import type { EnvironmentPlan, Plan } from '../../src/plan/plan.ts';
import { aClusterPlan } from '../bootstrap/plans.ts';
import { pushedPlan } from '../push/a-cluster.ts';
import { aPlan, aSmallPlan } from './a-plan.ts';
import { mentionsIn, unresolved } from './resolve.ts';

const plans: readonly [string, Plan][] = [
  ['a whole system', aPlan()],
  ['the smallest service', aSmallPlan()],
  ['two components', twoComponents()],
  ['an Ingress', behindIngress()],
  ['a Gateway', behindGateway()],
  ['a watched system', watched()],
  ['a cluster of its own', aClusterPlan()],
  ['events, secrets by hand and a database elsewhere', withEvents()],
  ['a pushed chart', pushedPlan('helm')],
  [
    'pushed overlays',
    pushedPlan('kustomize', {
      environments: {
        dev: { branch: 'dev', deploy: 'on-push' },
        prod: { branch: 'main', deploy: 'on-promotion', hosts: ['a.example.com'] },
      },
    }),
  ],
];
const documents = (plan: Plan) =>
  docFiles(plan).map((spec) => ({ path: spec.path, text: render(spec) }));

function withEvents(messaging: object = {}, prod: object = {}): Plan {
  return aPlan({
    components: {
      api: { build: { context: 'api' }, publishes: ['taken'] },
      worker: { build: { context: 'worker' }, routes: [], subscribes: ['taken'], stores: ['neon'] },
    },
    dataStores: { neon: { kind: 'external' }, state: { kind: 'redis', eviction: 'noeviction' } },
    messaging: {
      kind: 'dapr',
      broker: { kind: 'kafka' },
      topics: { taken: 'orders.taken' },
      state: 'state',
      ...messaging,
    },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push' },
      prod: { branch: 'main', deploy: 'on-promotion', ...prod },
    },
    secrets: { kind: 'manual' },
  });
}

function ofServer(routes: readonly object[]): object {
  return { server: { routes } };
}

function behindIngress(): Plan {
  return aPlan({
    components: ofServer([{ path: '/' }, { path: '/mcp', timeout: '6h' }]),
    dataStores: {},
    environments: {
      dev: { branch: 'dev', deploy: 'on-push', hosts: ['dev.example.com'] },
      prod: { branch: 'main', deploy: 'on-promotion', hosts: ['a.example.com', 'b.example.com'] },
    },
    routing: { kind: 'ingress', controllerNamespace: 'edge', tls: { issuer: 'internal' } },
  });
}

function behindGateway(): Plan {
  return aPlan({
    components: ofServer([{ path: '/' }]),
    dataStores: {},
    environments: { dev: { branch: 'dev', deploy: 'on-push', hosts: ['dev.example.com'] } },
    routing: { kind: 'gateway-api', gateway: 'gateways/public', proxyNamespace: 'envoy' },
  });
}

function twoComponents(): Plan {
  return aPlan({
    components: {
      api: { build: { context: 'api' }, calls: ['worker'], stores: ['db'] },
      worker: { build: { context: 'worker' }, routes: [], stores: ['db', 'cache'] },
    },
    dataStores: {
      db: {
        kind: 'postgres',
        instances: 2,
        pooler: {},
        backup: { kind: 'none', reason: 'a copy | of other data' },
      },
      cache: { kind: 'redis' },
    },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push' },
      staging: { branch: 'staging', deploy: 'on-promotion' },
      prod: { branch: 'main', deploy: 'on-promotion', hosts: ['api.example.com'] },
    },
  });
}

function watched(): Plan {
  return aPlan({
    components: { server: { metrics: {}, stores: [] } },
    dataStores: {},
    monitoring: { kind: 'prometheus', alerts: { latency: '2s' }, slack: { channel: '#alerts' } },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push', overrides: { monitoring: { kind: 'none' } } },
      prod: {
        branch: 'main',
        deploy: 'on-promotion',
        overrides: { components: { server: { autoscaling: { min: 2, max: 4 } } } },
      },
    },
  });
}

describe.each(plans)('documents of %s', (_name, plan) => {
  const generated = new Set(allFiles(plan).map(({ path }) => path));

  test.each(documents(plan))('$path: every name resolves', ({ path, text }) => {
    expect(unresolved(path, text, plan, generated)).toEqual([]);
  });

  test.each(documents(plan))(
    '$path: one heading on top, no spaces at line ends, one newline at the end, balanced code',
    ({ text }) => {
      expect(text.match(/^# /gm)?.length ?? 0).toBeGreaterThan(0);
      expect(text.replace(/```bash[\s\S]*?```/g, '').match(/^# /gm)).toHaveLength(1);
      expect(text).not.toMatch(/[ \t]$/m);
      expect(text).not.toMatch(/\n\n\n|\n\n$|undefined|\[object/);
      expect(text.endsWith('\n')).toBe(true);
      expect((text.match(/^ *```/gm)?.length ?? 0) % 2).toBe(0);
    },
  );
});

const plan = aPlan();
const generated = new Set(allFiles(plan).map(({ path }) => path));
const runbooks = documents(plan).filter(
  ({ path }) => path.startsWith('docs/runbooks/') || path === paths.firstDeploy,
);

test.each(runbooks)('$path: a wrong name is found, whichever it is', ({ path, text }) => {
  const mentions = mentionsIn(text);
  expect(mentions.length).toBeGreaterThan(5);
  for (const { kind, name, at } of mentions) {
    const planted = `${text.slice(0, at)}${name.slice(0, -1)}x${name.slice(-1)}${text.slice(at + name.length)}`;
    expect(unresolved(path, planted, plan, generated), `${kind} ${name}`).not.toEqual([]);
  }
});

const text = (path: string, of: Plan = plan): string =>
  documents(of).find((document) => document.path === path)?.text ?? '';

describe('routes', () => {
  test('the first deployment says what must receive the traffic, and what speaks against it', () => {
    const page = text(paths.firstDeploy, behindIngress());
    for (const command of [
      'kubectl get ingressclass nginx',
      'kubectl get pods -n edge',
      'kubectl get clusterissuer internal',
      'curl --head http://b.example.com',
    ])
      expect(page.split(command), command).toHaveLength(2);
    expect(page).toContain('- ingress-nginx was retired upstream in March 2026');
    expect(text(paths.firstDeploy, behindGateway())).toMatch(
      /listener for these hosts that admits routes of `budget-dev`.*kubectl get gateways\.gateway\.networking\.k8s\.io -n gateways public/,
    );
    expect(text(paths.firstDeploy)).not.toContain('retired');
  });

  test('the architecture draws who receives the traffic, and says what a timeout means there', () => {
    expect(text(paths.architecture, behindIngress())).toContain(
      'gateway{{"IngressClass nginx: a.example.com, b.example.com"}}',
    );
    expect(text(paths.architecture, behindIngress())).toContain(
      'ingress-nginx has no timeout for a whole request',
    );
    expect(text(paths.architecture, behindGateway())).toContain(
      'gateway{{"gateways/public: dev.example.com"}}',
    );
  });

  test('an incident looks at the routes and their certificates', () => {
    expect(text(paths.runbook('incident'), behindIngress())).toMatch(
      /kubectl get certificate,certificaterequest,order,challenge -n budget-prod\nkubectl describe certificate -n budget-prod budget-server-tls/,
    );
    expect(text(paths.runbook('incident'), behindGateway())).toContain(
      'kubectl get httproutes -n budget-dev',
    );
    expect(text(paths.runbook('incident'))).not.toContain('How traffic gets here');
  });

  test('an Ingress without a certificate is asked over plain HTTP', () => {
    const page = text(paths.firstDeploy, aPlan({ routing: { kind: 'ingress' } }));
    expect(page).toContain(
      'curl --fail --silent --show-error http://api-dev.example.com/health/ready',
    );
    expect(page).not.toContain('https://api-dev.example.com/');
  });
});

test.each(['helm', 'kustomize'] as const)(
  'where CI deploys a %s, no page speaks of what is not there, and a rollback ends in git',
  (packaging) => {
    const pages = documents(pushedPlan(packaging));
    for (const { path, text: said } of pages)
      expect(said, path).not.toMatch(
        /argo|\bApplications?\b|sync-wave|OutOfSync|helm uninstall [a-z-]/i,
      );
    const rollback = pages.find(({ path }) => path === paths.runbook('rollback'))?.text ?? '';
    const order = [
      'gitops-service rollback staging --push',
      'gh workflow run deploy-staging.yaml --ref main',
      packaging === 'helm'
        ? 'helm rollback todo-staging <revision>'
        : 'kubectl rollout undo -n todo-staging deployment/todo-api',
    ].map((step) => rollback.indexOf(step));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(rollback).toContain('gh workflow run deploy-production.yaml --ref <tag>');
  },
);

describe('runbooks', () => {
  test('whoever looks for the reason of an incident reads all pods of a component, by a name that is deployed', () => {
    for (const [name, of] of plans)
      for (const { path, text: said } of documents(of))
        expect(said, `${name}: ${path}`).not.toMatch(
          /kubectl logs [^\n]*deployment\/(?!sealed-secrets)/,
        );
    expect(text(paths.runbook('monitoring'), watched())).toContain(
      'kubectl logs -n budget-prod -l app.kubernetes.io/name=<job> --prefix',
    );
  });

  test('who removes an environment learns how the others get back the dashboards that they shared', () => {
    const page = (of: Plan): string => text(paths.runbook('monitoring'), of);
    expect(page(aClusterPlan())).toContain(
      'kubectl rollout restart -n monitoring deployment/monitoring-grafana',
    );
    expect(page(watched())).not.toContain('rollout restart');
  });

  test('an incident names everything that an environment stands on, and what is lost without it', () => {
    const page = text(paths.runbook('incident'), withEvents());
    expect(page).toMatch(
      /^\| `neon`, outside the cluster .*requests that need it fail \(`api`, `worker`\)/m,
    );
    expect(page).toMatch(/^\| `state` .*Dapr can neither read nor write the state of `api`/m);
    expect(page).toMatch(
      /^\| The Kafka broker.*-c daprd.*no event is sent \(`api`\) or arrives \(`worker`\)/m,
    );
    expect(text(paths.runbook('incident'), twoComponents())).not.toContain('Kafka');
    expect(text(paths.runbook('incident'), aSmallPlan())).toContain('It has no data stores.');
  });

  test('only those that the plan has a use for', () => {
    const topics = (of: Plan): string[] =>
      docFiles(of)
        .map(({ path }) => path)
        .filter((path) => path.startsWith('docs/runbooks/'))
        .sort();
    expect(topics(aSmallPlan())).toEqual(
      ['deploy', 'incident', 'rollback', 'secret-rotation'].map(paths.runbook),
    );
    expect(topics(plan)).toEqual(
      [
        'backup-restore',
        'database-maintenance',
        'deploy',
        'hotfix',
        'incident',
        'promote',
        'rollback',
        'secret-rotation',
      ].map(paths.runbook),
    );
  });

  test('rollback begins with git; in an emergency automated sync is off in between, the parent first', () => {
    const rollback = text(paths.runbook('rollback'));
    const order = [
      'gitops-service rollback prod --push\n',
      'rollback prod --push --pull-request',
      'app set budget-server --sync-policy none',
      'app set budget-server-prod --sync-policy none',
      'app rollback budget-server-prod',
      'kubectl apply -f argocd/applications/prod.yaml',
      'kubectl apply -f argocd/root.yaml',
    ].map((step) => rollback.indexOf(step));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(text(paths.runbook('rollback'), aSmallPlan())).not.toContain('root.yaml');
  });

  test('no step does live what Argo CD would undo', () => {
    for (const { path, text: said } of runbooks) {
      const commands = [...said.matchAll(/```bash\n([\s\S]*?)```/g)]
        .map(([, body]) => body)
        .join('\n');
      expect(commands, path).not.toMatch(
        /kubectl (?:rollout undo|set image|edit|scale)|kustomize edit/,
      );
    }
  });

  test('the first deployment applies the first environment at once, the others after their promotion', () => {
    const order = (of: Plan): readonly string[] =>
      [
        ...text(paths.firstDeploy, of).matchAll(/kubectl apply -f (\S+)|(runbooks\/promote\.md)/g),
      ].map(([, file, promotion]) => file ?? promotion ?? '');
    const separate = aPlan({ delivery: { kind: 'argocd' } });
    expect(order(separate)).toEqual([
      paths.appProject,
      paths.application('dev'),
      'runbooks/promote.md',
      paths.application('prod'),
    ]);
    expect(order(plan)).toEqual([
      paths.appProject,
      paths.application('dev'),
      'runbooks/promote.md',
      paths.rootApp,
    ]);
    expect(order(aSmallPlan())).toEqual([paths.appProject, paths.application('live')]);
  });

  test('a hotfix first clears the runs that wait, then starts its own', () => {
    const order = [
      'gh run list --workflow deploy-prod.yaml --status waiting',
      'gh run cancel <run>',
      'gh workflow run deploy-prod.yaml --ref main -f hotfix=true',
    ].map((step) => text(paths.runbook('hotfix')).indexOf(step));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test('promotion starts with a look at Argo CD and the logs', () => {
    const promote = text(paths.runbook('promote'));
    expect(promote.indexOf('argocd app get budget-server-dev')).toBeLessThan(
      promote.indexOf('gh pr create --base main --head dev'),
    );
    expect(promote).toContain(
      'kubectl logs -n budget-dev -l app.kubernetes.io/name=budget-server --prefix',
    );
  });

  test('a rotated password names what holds it too and what restarts', () => {
    expect(text(paths.runbook('secret-rotation'))).toContain(
      '| `redis-auth` | `REDIS_PASSWORD` | `REDIS_URL` in `budget-server-secrets` | ' +
        '`deployment/redis`, `deployment/budget-server` |',
    );
  });

  test('every database has its own VACUUM, and one without autovacuum says so', () => {
    const maintenance = text(paths.runbook('database-maintenance'));
    for (const [namespace, cluster, database] of [
      ['budget-prod', 'postgres-db', 'budget'],
      ['budget-dev', 'postgres-userdata', 'userdata'],
    ]) {
      expect(maintenance).toContain(
        `kubectl exec -it -n ${namespace} ${cluster}-1 -c postgres -- psql -U postgres -d ` +
          `${database} -c 'VACUUM (ANALYZE, VERBOSE);'`,
      );
    }
    expect(maintenance.match(/Autovacuum is off\./g)).toHaveLength(1);
  });

  test('a bar in a reason does not end its table cell', () => {
    expect(text(paths.runbook('backup-restore'), twoComponents())).toContain(
      'a copy \\| of other data',
    );
  });
});

test('each alert leads to its own place in the runbook, which says what to do', () => {
  const of = watched();
  const page = text(paths.runbook('monitoring'), of);
  const [, prod] = of.environments;
  const rules = objects(of, prod ?? (of.environments[0] as EnvironmentPlan)).filter(
    ({ kind }) => kind === 'PrometheusRule',
  );
  const anchors = [
    ...JSON.stringify(rules).matchAll(/docs\/runbooks\/monitoring\.md#([a-z]+)/g),
  ].map(([, anchor]) => anchor);
  expect(anchors).toHaveLength(8);
  expect([...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => name?.toLowerCase())).toEqual(
    anchors,
  );
  expect(page).toContain('Not monitored: dev.');
  expect(text(paths.firstDeploy, of)).toMatch(
    /metrics-server[^]*kubectl get crd servicemonitors\.monitoring\.coreos\.com prometheusrules\.monitoring\.coreos\.com alertmanagerconfigs\.monitoring\.coreos\.com/,
  );
});

test('the decision log has a record for every decision, each under a name of its own', () => {
  const decisions = Object.fromEntries(
    ['Readme', 'No staging', 'No, staging!', 'Ștergere'].map((title) => [title, 'Because.']),
  );
  const log = aPlan({ decisions });
  const records = docFiles(log)
    .map(({ path }) => path)
    .filter((path) => path.startsWith('docs/decisions/'));
  expect(new Set(records.map((path) => path.toLowerCase())).size).toBe(log.decisions.length + 1);
});

test('topics have a partition for each possible pod, and accounts only the rights that components use', () => {
  const scaled = { components: { worker: { autoscaling: { min: 1, max: 3 } } } };
  const page = text(
    paths.firstDeploy,
    withEvents({ topics: { taken: 'orders.taken', later: 'orders.later' } }, { overrides: scaled }),
  );
  for (const command of [
    'rpk topic create orders.taken --partitions 1',
    'rpk topic create orders.taken --partitions 3',
    'rpk topic create orders.later --partitions 1',
    'rpk security acl create --allow-principal User:prod-budget-server --operation read,write --topic orders.taken',
    'rpk security acl create --allow-principal User:prod-budget-server --operation read ' +
      '--group budget-prod.budget-server-worker',
  ])
    expect(page).toContain(`\n${command}\n`);
  expect(page).not.toMatch(/--topic orders\.later|--group \S*budget-server-api/);
  expect(page).toContain('No component names `orders.later`');
  expect(text(paths.firstDeploy, plan)).not.toMatch(/rpk|broker/);
});

test.each(['helm', 'kustomize'])(
  'what Dapr makes of a consumer group stands beside it, packaged by %s',
  (kind) => {
    const files = allFiles(aClusterPlan({ packaging: { kind } })).map(render);
    expect(files.flatMap((file) => file.match(/value: "?\{namespace\}"?.*/g) ?? [])).toEqual([
      expect.stringMatching(/ {2}# Dapr makes it <namespace>\.<app-id>/),
    ]);
  },
);
