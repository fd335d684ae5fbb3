import { expect, test } from 'vitest';
import { aCluster, callsOf as of } from './a-cluster.ts';
import { chart } from './the-chart.ts';

test.each([
  [
    'upgrade rollback',
    'the upgrade of todo-staging failed, and ROLLING BACK FAILED: todo-staging',
    '  helm rollback todo-staging 1 --kube-context here --namespace todo-staging --wait',
  ],
  [
    'unreachable',
    'the upgrade of todo-staging failed, and it is unknown how much of it was applied: ' +
      'Error: Kubernetes cluster unreachable',
    'helm history todo-staging --kube-context here --namespace todo-staging',
  ],
  [
    'overtaken',
    'the upgrade of todo-staging failed, and its revision 2 is pending-upgrade: ' +
      'somebody else deploys, or Helm was killed',
    'Wait 360 seconds.',
  ],
  [
    'namespace',
    'cannot create namespace todo-staging; nothing was changed',
    'kubectl auth can-i patch namespaces --context here',
  ],
])('what failed in "%s" is said as it is, with what to do next', (failing, said, next) => {
  const cluster = aCluster(chart);
  cluster.write('history', '1 deployed\n');
  const { status, stderr } = cluster.deploy(['staging'], { FAIL: failing });
  expect(status).toBe(1);
  expect(stderr).toContain(`error: ${said}`);
  expect(stderr).toContain(next);
});

test.each([
  ['age', 'revision 2 of todo-staging is pending-upgrade, and its age cannot be read'],
  ['rollback', 'revision 2 of todo-staging was killed, and ROLLING BACK TO REVISION 1 FAILED'],
])('a killed release whose %s fails says what next', (failing, said) => {
  const cluster = aCluster(chart);
  cluster.write('history', '1 deployed\n2 pending-upgrade\n');
  const { status, stderr } = cluster.deploy(['staging'], { FAIL: failing });
  expect(status).toBe(1);
  expect(stderr).toContain(`error: ${said}`);
  expect(stderr).toContain('scripts/deploy.sh staging --context here');
});

test('a killed release goes back to what went well, not to what failed its smoke test', () => {
  const cluster = aCluster(chart);
  cluster.write(
    'history',
    '1 superseded\n2 superseded\n3 superseded\n4 failed\n5 pending-upgrade\n',
  );
  cluster.write('notes', 'deploy-script/todo-staging 2\n');
  const { status, stderr } = cluster.deploy(['staging']);
  expect({ status, note: cluster.read('notes').trim().split('\n').at(-1) }).toEqual({
    status: 0,
    note: 'deploy-script/todo-staging 7',
  });
  expect(stderr).toContain(
    'revision 5 of todo-staging was killed; rolling back to revision 2 first, which passed its checks',
  );
});

test.each(['upgrade', 'smoke'])(
  'a first installation that fails in its %s stays for a look: nothing is uninstalled',
  (failing) => {
    const { status, stderr, calls } = aCluster(chart).deploy(['staging'], { FAIL: failing });
    expect(status).toBe(1);
    expect(stderr).toContain('no good revision of todo-staging');
    expect(calls.join('\n')).not.toMatch(/helm (uninstall|delete|rollback)|kubectl delete/);
  },
);

test.each(['pending-upgrade', 'pending-rollback'])(
  'a release that was killed in %s goes back to what ran, then is upgraded',
  (status) => {
    const cluster = aCluster(chart);
    cluster.write('history', `1 superseded\n2 deployed\n3 failed\n4 ${status}\n`);
    const outcome = cluster.deploy(['staging']);
    expect(outcome).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(
        'revision 4 of todo-staging was killed; rolling back to revision 2 first',
      ) as string,
    });
    expect(
      of(outcome.calls, 'helm rollback', 'helm upgrade').map((call) => call.split(' ')[1]),
    ).toEqual(['rollback', 'upgrade']);
  },
);

test('a first installation that was killed loses its record and keeps its objects', () => {
  const cluster = aCluster(chart);
  cluster.write('history', '1 pending-install\n');
  const { status, calls, history } = cluster.deploy(['staging']);
  expect({ status, history }).toEqual({ status: 0, history: ['1 deployed'] });
  expect(of(calls, 'kubectl delete')).toEqual([
    'kubectl delete secret sh.helm.release.v1.todo-staging.v1 --context=here --namespace=todo-staging',
  ]);
});

test('a failed revision needs no recovery: Helm upgrades over it', () => {
  const cluster = aCluster(chart);
  cluster.write('history', '1 deployed\n2 failed\n');
  const { status, calls } = cluster.deploy(['staging']);
  expect({ status, rolledBack: of(calls, 'helm rollback') }).toEqual({ status: 0, rolledBack: [] });
});
