import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aClusterPlan, aPulledPlan } from './plans.ts';
import { aMachine } from './tools.ts';

/** What a write is about, without its flags. */
const shortly = (write: string): string =>
  /upgrade --install (\S+)/.exec(write)?.[1] ??
  /-[fk] (?:https:\S+\/)?(\S+)/.exec(write)?.[1] ??
  /(uninstall \S+|cluster create|kubeconfig save|create secret|wait|rollout status \S+)/.exec(
    write,
  )?.[1] ??
  write;

const ordered = [
  'cluster create',
  'kubeconfig save',
  'wait',
  'namespaces.yaml',
  'metrics-server',
  'ingress-nginx',
  'cert-manager',
  'cert-manager-issuers.yaml',
  'dapr',
  'cnpg-1.30.0.yaml',
  'rollout status deployment/cnpg-controller-manager',
  'manifest.yaml',
  'rollout status deployment/barman-cloud',
  'create secret',
  'monitoring',
  'node-rules.yaml',
  'loki',
  'alloy',
  'sleep.yaml',
];

test('a first run makes everything in order, a second changes nothing, and neither shows the password', () => {
  const machine = aMachine(aClusterPlan());
  const first = machine.run();
  expect(first.stderr).toBe('');
  expect(first.writes.map(shortly)).toEqual(ordered);
  expect(first.stdout).toContain('todo.example.com  A  203.0.113.7');
  const password = readFileSync(join(machine.state, 'grafana-admin'), 'utf8');
  expect(password).toMatch(/^[A-Za-z0-9+/]{32}$/);
  const second = machine.run();
  expect(second.status).toBe(0);
  expect(second.writes.map(shortly)).toEqual(
    ordered.filter((what) => what !== 'cluster create' && what !== 'create secret'),
  );
  expect(second.writes.join('\n')).not.toMatch(/delete|uninstall|replace|--force(?!-conflicts)/);
  expect(readFileSync(join(machine.state, 'grafana-admin'), 'utf8')).toBe(password);
  for (const { stdout, writes } of [first, second])
    expect(`${stdout}${writes.join('\n')}`).not.toContain(password);
  machine.remove();
});

test('a run that was broken off in the middle of a chart is completed by the next', () => {
  const machine = aMachine(aClusterPlan());
  const broken = machine.run([], { FAIL: '--install dapr' });
  expect(broken.status).toBe(1);
  expect(broken.writes.map(shortly)).toEqual(ordered.slice(0, ordered.indexOf('dapr') + 1));
  const next = machine.run();
  expect(next.status).toBe(0);
  expect(next.writes.map(shortly).slice(2)).toEqual([
    ...ordered.slice(3, 8),
    'uninstall dapr',
    ...ordered.slice(8),
  ]);
  machine.remove();
});

test.each([
  [
    'pending-install',
    { SINCE: new Date().toISOString() },
    3,
    'error: dapr in dapr-system has been pending-install since',
  ],
  [
    'pending-upgrade',
    { SINCE: new Date().toISOString() },
    3,
    'somebody may be installing it right now\nAsk who else',
  ],
  [
    'pending-upgrade',
    { AGE_UNKNOWN: '1' },
    1,
    'error: dapr is pending-upgrade, and its age cannot be read',
  ],
])(
  'a chart that is %s for %j may be the work of somebody else, and is left alone',
  (pending, environment, status, said) => {
    const machine = aMachine(aClusterPlan());
    writeFileSync(join(machine.state, 'release-dapr'), `STATUS: ${pending}\nREVISION: 2\n`);
    const outcome = machine.run([], environment);
    expect({
      status: outcome.status,
      touched: outcome.writes.filter((write) => /dapr/.test(write)),
    }).toEqual({ status, touched: [] });
    expect(outcome.stderr).toContain(said);
    machine.remove();
  },
);

test('a cluster that does not run, or is in another region, is named; nothing goes on without it', () => {
  const machine = aMachine(aClusterPlan());
  const broken = machine.run([], { BECOMES: 'provisioning' });
  expect({ status: broken.status, writes: broken.writes.map(shortly) }).toEqual({
    status: 1,
    writes: ['cluster create'],
  });
  expect(broken.stderr).toContain(
    'error: todo is not running after ten minutes: it is provisioning\nFor details, ' +
      'run: doctl kubernetes cluster get todo',
  );
  writeFileSync(join(machine.state, 'cluster'), 'other nyc1 running\ntodo fra1 running\n');
  const elsewhere = machine.run();
  expect({ status: elsewhere.status, writes: elsewhere.writes }).toEqual({ status: 3, writes: [] });
  expect(elsewhere.stderr).toContain(
    'error: cluster todo already exists in fra1, but this script manages todo in nyc1; nothing was changed',
  );
  machine.remove();
});

test('a dry run names every step and does none of them', () => {
  const machine = aMachine(aClusterPlan());
  const { status, stdout, writes } = machine.run(['--dry-run'], { LOGGED_OUT: '1' });
  expect({ status, writes }).toEqual({ status: 0, writes: [] });
  for (const said of [
    'doctl kubernetes cluster create todo',
    'helm upgrade --install monitoring',
    'apply --server-side --force-conflicts -f sleep.yaml',
  ])
    expect(stdout).toContain(said);
  expect(machine.run(['--dru-run']).status).toBe(2);
  expect(machine.run(['--help']).stdout).toContain('--dry-run  print what would be done');
  machine.remove();
});

test('what can be known before the first change is said at once, and then nothing is changed', () => {
  const machine = aMachine(aClusterPlan());
  const old = machine.run([], { HELM_VERSION: 'v2.17.0+g1' });
  expect({ status: old.status, writes: old.writes }).toEqual({ status: 1, writes: [] });
  expect(old.stderr).toContain('helm 2.17.0 is too old: install 3.14 or newer');
  const unready = machine.run([], { LOGGED_OUT: '1', NO_CHART: 'loki' });
  expect({ status: unready.status, writes: unready.writes }).toEqual({ status: 1, writes: [] });
  expect(unready.stderr).toMatch(/doctl is not logged in[^]*chart loki 6\.\S+ cannot be read/);
  rmSync(join(machine.bin, 'doctl'));
  expect(machine.run().stderr).toContain('doctl is missing');
  machine.remove();
});

test('what pulls from git and through a Gateway gets other things, kinds before what uses them', () => {
  const machine = aMachine(aPulledPlan());
  const { status, stderr, writes } = machine.run();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const made = writes.map(shortly);
  expect(
    made.filter((what) =>
      [
        'standard-install.yaml',
        'nginx-gateway-fabric',
        'cert-manager',
        'gateway.yaml',
        'cert-manager-issuers.yaml',
        'sealed-secrets',
        'argocd',
      ].includes(what),
    ),
  ).toEqual([
    'standard-install.yaml',
    'nginx-gateway-fabric',
    'cert-manager',
    'gateway.yaml',
    'cert-manager-issuers.yaml',
    'sealed-secrets',
    'argocd',
  ]);
  expect(made).not.toContain('sleep.yaml');
  machine.remove();
});
