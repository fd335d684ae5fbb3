import { expect, test } from 'vitest';
import { aCluster, callsOf as of, pushedPlan } from './a-cluster.ts';
import { chart } from './the-chart.ts';

test('a first installation waits for every workload and asks every host, with nothing to roll back to', () => {
  const { status, calls, history, stderr } = aCluster(chart).deploy(['staging']);
  expect({ status, history, stderr }).toMatchObject({ status: 0, history: ['1 deployed'] });
  const [upgrade = ''] = of(calls, 'helm upgrade');
  expect(upgrade).toMatch(
    /^helm upgrade --install todo-staging chart --values \S+\/values.yaml --values \S+\/values-staging.yaml --values \S+\/custom-staging.yaml --values \S+\/release-staging.yaml --kube-context here --namespace todo-staging --wait --timeout 300s --history-max 7 --server-side=true --force-conflicts$/,
  );
  expect(of(calls, 'kubectl rollout').map((call) => call.split(' ').at(-1))).toEqual([
    'deployment/todo-api',
    'deployment/todo-worker',
    'deployment/cache',
  ]);
  expect(of(calls, 'curl')).toEqual([
    'curl https://staging.example.com/health/ready',
    'curl https://www.staging.example.com/health/ready',
  ]);
});

test.each([
  ['v4.2.4', ' --server-side=true --force-conflicts'],
  ['v3.21.4', ''],
])(
  'with Helm %s, git decides what something else has set, on the way there and back',
  (version, flags) => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 deployed\n');
    const { calls } = cluster.deploy(['staging'], { HELM_VERSION: version, FAIL: 'smoke' });
    for (const call of ['helm upgrade', 'helm rollback'])
      expect(of(calls, call).map((words) => words.split('--history-max 7')[1])).toEqual([flags]);
  },
);

test.each([
  ['upgrade', 'the upgrade of todo-staging failed', 'failed'],
  ['rollout', 'not every workload became ready in time', 'superseded'],
  ['smoke', 'the smoke test failed', 'superseded'],
])('a failed %s brings back the revision that went well, and fails', (failing, said, left) => {
  const cluster = aCluster(chart);
  cluster.deploy(['staging']);
  cluster.deploy(['staging']);
  const { status, stderr, calls, history } = cluster.deploy(['staging'], { FAIL: failing });
  expect({ status, history }).toEqual({
    status: 1,
    history: ['1 superseded', '2 superseded', `3 ${left}`, '4 deployed rollback'],
  });
  expect(stderr).toContain(
    `error: ${said}; todo-staging was rolled back to revision 2, which passed its checks`,
  );
  expect(of(calls, 'helm rollback')).toEqual([
    'helm rollback todo-staging 2 --kube-context here --namespace todo-staging --wait ' +
      '--timeout 300s --history-max 7 --server-side=true --force-conflicts',
  ]);
});

test.each([
  [
    'that failed its smoke test and could not be taken back',
    '1 superseded\n2 superseded\n3 superseded\n4 failed\n',
    'todo-staging 2',
    2,
    'which passed its checks',
  ],
  [
    'that got ready and was never checked',
    '1 superseded\n2 superseded\n3 deployed\n',
    'todo-staging 2',
    2,
    'which passed its checks',
  ],
  [
    'that was brought back by hand',
    '1 superseded\n2 superseded\n3 deployed rollback\n',
    'todo-staging 2',
    3,
    'which an earlier rollback restored',
  ],
  [
    'whose note is about one that is gone',
    '1 superseded\n2 superseded\n3 deployed\n',
    'todo-staging 9',
    3,
    'which was not checked',
  ],
  [
    'whose note is no revision',
    '1 superseded\n2 superseded\n3 deployed\n',
    'todo-staging (x|/',
    3,
    'which was not checked',
  ],
  [
    'where nobody wrote down what went well',
    '1 superseded\n2 superseded\n3 deployed\n',
    '',
    3,
    'which was not checked',
  ],
])(
  'after a revision %s, the way back leads to what is known best',
  (_, history, note, revision, known) => {
    const cluster = aCluster(chart);
    cluster.write('history', history);
    cluster.write('notes', note === '' ? '' : `deploy-script/${note}\n`);
    expect(cluster.deploy(['staging'], { FAIL: 'smoke' }).stderr).toContain(
      `rolling back todo-staging to revision ${String(revision)}, ${known}`,
    );
  },
);

test('a first installation that failed its smoke test is nothing to go back to', () => {
  const cluster = aCluster(chart);
  for (const history of [['1 deployed'], ['1 superseded', '2 deployed']]) {
    const outcome = cluster.deploy(['staging'], { FAIL: 'smoke' });
    expect(outcome).toMatchObject({
      status: 1,
      history,
      stderr: expect.stringContaining(
        'no good revision of todo-staging to roll back to, so it was left for inspection',
      ) as string,
    });
  }
  cluster.deploy(['staging']);
  expect(cluster.deploy(['staging'], { FAIL: 'smoke' }).stderr).toContain(
    'todo-staging was rolled back to revision 3',
  );
});

test('an upgrade that is refused has changed nothing, and nothing is said to have gone back', () => {
  const cluster = aCluster(chart);
  expect(cluster.deploy(['staging'], { FAIL: 'refuse' }).stderr).toContain(
    'the upgrade of todo-staging was refused before it started; nothing was changed: it is not installed',
  );
  cluster.write('history', '4 deployed\n');
  const { status, stderr, calls } = cluster.deploy(['staging'], { FAIL: 'refuse' });
  expect({ status, back: of(calls, 'helm rollback') }).toEqual({ status: 1, back: [] });
  expect(stderr).toContain('nothing was changed: its newest revision is still 4');
});

test('what went well is also a success when it cannot be written down', () => {
  expect(aCluster(chart).deploy(['staging'], { FAIL: 'annotate' })).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(
      'cannot record this deployment as good (todo-staging=1)',
    ) as string,
  });
});

test('a release that somebody is deploying right now is left alone', () => {
  const cluster = aCluster(chart);
  cluster.write('history', '1 deployed\n2 pending-upgrade\n');
  const { status, stderr, calls } = cluster.deploy(['staging'], {
    SINCE: new Date().toISOString().replace(/\.\d+/, ''),
  });
  expect({ status, touched: of(calls, 'helm upgrade', 'helm rollback', 'kubectl delete') }).toEqual(
    { status: 3, touched: [] },
  );
  expect(stderr).toContain('somebody else deploys');
});

test('charts by component are upgraded in order, and go back together', () => {
  const cluster = aCluster(
    pushedPlan('helm', { packaging: { kind: 'helm', layout: 'per-component' } }),
  );
  cluster.write('history', '1 deployed\n');
  const { status, stderr, calls } = cluster.deploy(['staging'], { FAIL: 'smoke' });
  expect(of(calls, 'helm upgrade').map((call) => call.split(' ').slice(3, 5))).toEqual([
    ['todo-staging-shared', 'charts/shared'],
    ['todo-staging-api', 'charts/api'],
    ['todo-staging-worker', 'charts/worker'],
  ]);
  expect(of(calls, 'helm rollback').map((call) => call.split(' ')[2])).toEqual([
    'todo-staging-worker',
    'todo-staging-api',
    'todo-staging-shared',
  ]);
  expect({ status, stderr }).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(
      '; todo-staging-api was rolled back to revision 2, which was not checked; ' +
        'todo-staging-shared was rolled back to revision 1',
    ) as string,
  });
});

test('a cluster that does not answer is no cluster without a release', () => {
  const { status, stderr, calls } = aCluster(chart).deploy(['staging'], { FAIL: 'history' });
  expect({ status, upgraded: of(calls, 'helm upgrade') }).toEqual({ status: 1, upgraded: [] });
  expect(stderr).toContain(
    'helm cannot read the history of todo-staging; it was not changed: Error: Kubernetes cluster unreachable',
  );
});

test('the values that Helm reads have the variables of the hosts replaced, and no other dollar', () => {
  const { values } = aCluster(chart).deploy(['staging'], {
    DOMAIN: 'a.example.org',
    HOME: '/secret',
  });
  expect(values).toContain('staging.a.example.org');
  expect(values).toContain('https://todo.a.example.org');
  expect(values).toContain('$5 & ${HOME}');
  expect(values).not.toContain('${DOMAIN}');
});
