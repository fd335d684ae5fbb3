import { describe, expect, test } from 'vitest';
import { docFiles } from '../../src/files/docs/index.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { render } from '../../src/render/render.ts';
import { paths } from '../../src/plan/paths.ts';
import { aClusterPlan } from '../bootstrap/plans.ts';
import { pushedPlan } from '../push/a-cluster.ts';
import { makePlan } from '../plan/make-plan.ts';
import { aPlan, aSmallPlan } from './a-plan.ts';
import { mentionsIn, unresolved } from './resolve.ts';
import {
  plans,
  plan,
  documents,
  text,
  runbooks,
  behindIngress,
  behindGateway,
  withEvents,
} from './plans.ts';

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

const generated = new Set(allFiles(plan).map(({ path }) => path));

test.each(runbooks)('$path: a wrong name is found, whichever it is', ({ path, text }) => {
  const mentions = mentionsIn(text);
  expect(mentions.length).toBeGreaterThan(5);
  for (const { kind, name, at } of mentions) {
    const planted = `${text.slice(0, at)}${name.slice(0, -1)}x${name.slice(-1)}${text.slice(at + name.length)}`;
    expect(unresolved(path, planted, plan, generated), `${kind} ${name}`).not.toEqual([]);
  }
});

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

test('a decision that somebody made has a record, each under a name of its own', () => {
  const decisions = Object.fromEntries(
    ['Readme', 'No staging', 'No, staging!', 'Ștergere'].map((title) => [title, 'Because.']),
  );
  const log = aPlan({ decisions });
  const made = log.decisions.filter(({ assumed }) => assumed === undefined);
  expect(new Set(recordsOf(log).map((path) => path.toLowerCase())).size).toBe(made.length + 1);
});

test('what nobody decided is a row of one page, and becomes a decision with a rationale in the config', () => {
  const small = aSmallPlan();
  expect(recordsOf(small)).toEqual([paths.decision('README')]);
  expect(text(paths.decision('README'), small)).toContain('| Kustomize over Helm | Plain YAML');
  expect(text(paths.decision('README'), small)).not.toMatch(/accepted|## Made/);
  const own = aPlan({ decisions: { 'Kustomize over Helm': 'The team knows it.' } });
  expect(recordsOf(own)).toContain(paths.decision('kustomize-over-helm'));
  expect(text(paths.decision('README'), own)).toContain(
    '| [Kustomize over Helm](kustomize-over-helm.md) | The team knows it. |',
  );
});

test('assumed is exactly what a config decides that says nothing', () => {
  const said = { name: 'orders', repository: 'https://github.com/acme/orders' };
  const silent = makePlan(parseConfig({ ...said, components: { server: {} } })).decisions;
  expect(silent.filter(({ assumed }) => assumed === undefined)).toEqual([]);
  const titles = new Set(silent.map(({ title }) => title));
  for (const [name, of] of plans)
    for (const { title, assumed } of of.decisions)
      expect(assumed !== undefined, `${name}: ${title}`).toBe(titles.has(title));
});

const recordsOf = (of: Plan): string[] =>
  docFiles(of)
    .map(({ path }) => path)
    .filter((path) => path.startsWith('docs/decisions/'));

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
  expect(page).toContain('No component uses `orders.later`');
  expect(text(paths.firstDeploy, plan)).not.toMatch(/rpk|broker/);
});

test.each(['helm', 'kustomize'])(
  'what Dapr makes of a consumer group stands beside it, packaged by %s',
  (kind) => {
    const files = allFiles(aClusterPlan({ packaging: { kind } })).map(render);
    expect(files.flatMap((file) => file.match(/value: "?\{namespace\}"?.*/g) ?? [])).toEqual([
      expect.stringMatching(/ {2}# Dapr sets it to <namespace>\.<app-id>/),
    ]);
  },
);
