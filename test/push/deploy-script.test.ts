import { describe, expect, test } from 'vitest';
import { aCluster, pushedPlan } from './a-cluster.ts';

const [chart, overlays] = [pushedPlan('helm'), pushedPlan('kustomize')];
const of = (calls: readonly string[], ...starts: readonly string[]): string[] => calls.filter((call) => starts.some((start) => call.startsWith(start)));

describe('with a chart', () => {
  test('a first installation waits for every workload and asks every host, with nothing to roll back to', () => {
    const { status, calls, history, stderr } = aCluster(chart).deploy(['staging']);
    expect({ status, history, stderr }).toMatchObject({ status: 0, history: ['1 deployed'] });
    const [upgrade = ''] = of(calls, 'helm upgrade');
    expect(upgrade).toMatch(/^helm upgrade --install todo-staging chart --values \S+\/values.yaml --values \S+\/values-staging.yaml --values \S+\/custom-staging.yaml --values \S+\/release-staging.yaml --namespace todo-staging --wait --timeout 300s --history-max 7$/);
    expect(of(calls, 'kubectl rollout').map((call) => call.split(' ').at(-1))).toEqual(['deployment/todo-api', 'deployment/todo-worker', 'deployment/cache']);
    expect(of(calls, 'curl')).toEqual(['curl https://staging.example.com/health/ready', 'curl https://www.staging.example.com/health/ready']);
  });

  test.each([['v4.2.4', '--wait --rollback-on-failure --timeout'], ['v3.21.4', '--wait --atomic --timeout']])('an upgrade with Helm %s rolls back by itself when it fails', (version, flags) => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 deployed\n');
    expect(of(cluster.deploy(['staging'], { HELM_VERSION: version }).calls, 'helm upgrade')[0]).toContain(flags);
    expect(cluster.deploy(['staging'], { FAIL: 'upgrade' })).toMatchObject({ status: 1, stderr: expect.stringContaining('the upgrade of todo-staging failed; Helm went back') as string });
  });

  test.each([['rollout', 'not every workload got ready in time'], ['smoke', 'the smoke test failed']])('a failed %s brings back the revision before, and fails', (failing, said) => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 superseded\n2 deployed\n');
    const { status, stderr, calls, history } = cluster.deploy(['staging'], { FAIL: failing });
    expect({ status, history }).toEqual({ status: 1, history: ['1 superseded', '2 superseded', '3 superseded', '4 deployed'] });
    expect(stderr).toContain(`error: ${said}; revision 2 of todo-staging runs again`);
    expect(of(calls, 'helm rollback')).toEqual(['helm rollback todo-staging 2 --namespace todo-staging --wait --timeout 300s --history-max 7']);
  });

  test.each(['upgrade', 'smoke'])('a first installation that fails in its %s stays for a look: nothing is uninstalled', (failing) => {
    const { status, stderr, calls } = aCluster(chart).deploy(['staging'], { FAIL: failing });
    expect(status).toBe(1);
    expect(stderr).toContain('nothing ran before');
    expect(calls.join('\n')).not.toMatch(/helm (uninstall|delete|rollback)|kubectl delete/);
  });

  test.each(['pending-upgrade', 'pending-rollback'])('a release that was killed in %s goes back to what ran, then is upgraded', (status) => {
    const cluster = aCluster(chart);
    cluster.write('history', `1 superseded\n2 deployed\n3 failed\n4 ${status}\n`);
    const outcome = cluster.deploy(['staging']);
    expect(outcome).toMatchObject({ status: 0, stderr: expect.stringContaining('revision 4 of todo-staging was killed on its way; going back to revision 2 first') as string });
    expect(of(outcome.calls, 'helm rollback', 'helm upgrade').map((call) => call.split(' ')[1])).toEqual(['rollback', 'upgrade']);
  });

  test('a first installation that was killed loses its record and keeps its objects', () => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 pending-install\n');
    const { status, calls, history } = cluster.deploy(['staging']);
    expect({ status, history }).toEqual({ status: 0, history: ['1 deployed'] });
    expect(of(calls, 'kubectl delete')).toEqual(['kubectl delete secret sh.helm.release.v1.todo-staging.v1 --namespace=todo-staging']);
  });

  test('a release that somebody is deploying right now is left alone', () => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 deployed\n2 pending-upgrade\n');
    const { status, stderr, calls } = cluster.deploy(['staging'], { SINCE: new Date().toISOString().replace(/\.\d+/, '') });
    expect({ status, touched: of(calls, 'helm upgrade', 'helm rollback', 'kubectl delete') }).toEqual({ status: 3, touched: [] });
    expect(stderr).toContain('somebody else deploys');
  });

  test('a failed revision needs no recovery: Helm upgrades over it', () => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 deployed\n2 failed\n');
    const { status, calls } = cluster.deploy(['staging']);
    expect({ status, rolledBack: of(calls, 'helm rollback') }).toEqual({ status: 0, rolledBack: [] });
  });

  test('charts by component are upgraded in order, and go back together', () => {
    const cluster = aCluster(pushedPlan('helm', { packaging: { kind: 'helm', layout: 'per-component' } }));
    cluster.write('history', '1 deployed\n');
    const { status, stderr, calls } = cluster.deploy(['staging'], { FAIL: 'smoke' });
    expect(of(calls, 'helm upgrade').map((call) => call.split(' ').slice(3, 5))).toEqual([['todo-staging-shared', 'charts/shared'], ['todo-staging-api', 'charts/api'], ['todo-staging-worker', 'charts/worker']]);
    expect(of(calls, 'helm rollback').map((call) => call.split(' ')[2])).toEqual(['todo-staging-worker', 'todo-staging-api', 'todo-staging-shared']);
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('of todo-staging-shared runs again') as string });
  });

  test('a cluster that does not answer is no cluster without a release', () => {
    const { status, stderr, calls } = aCluster(chart).deploy(['staging'], { FAIL: 'history' });
    expect({ status, upgraded: of(calls, 'helm upgrade') }).toEqual({ status: 1, upgraded: [] });
    expect(stderr).toContain('helm cannot read the history of todo-staging: Error: Kubernetes cluster unreachable');
  });

  test('the values that Helm reads have the variables of the hosts replaced, and no other dollar', () => {
    const { values } = aCluster(chart).deploy(['staging'], { DOMAIN: 'a.example.org', HOME: '/secret' });
    expect(values).toContain('staging.a.example.org');
    expect(values).toContain('https://todo.a.example.org');
    expect(values).toContain('$5 & ${HOME}');
    expect(values).not.toContain('${DOMAIN}');
  });
});

describe('with kustomize', () => {
  const manifests = 'name: deployment/todo-api\nhost: ${DOMAIN} ${HOME}';

  test('what went well is recorded in the cluster, and what left the manifests is named and kept', () => {
    const cluster = aCluster(overlays);
    cluster.write('manifests', `${manifests}\nname: deployment/old`);
    expect(cluster.deploy(['staging'])).toMatchObject({ status: 0 });
    cluster.write('manifests', manifests);
    const { status, stderr, applied, calls } = cluster.deploy(['staging']);
    expect(status).toBe(0);
    expect(stderr).toMatch(/kubectl delete --namespace todo-staging <name>\ndeployment\/old\n/);
    expect(applied).toContain('host: example.com ${HOME}');
    expect(of(calls, 'kubectl delete')).toEqual([]);
    expect(calls).toContainEqual(expect.stringMatching(/^kubectl apply --server-side --field-manager=deploy-script --force-conflicts --namespace=todo-staging --filename=\S+\/now.yaml$/));
  });

  test.each([['apply', 'the cluster refused the manifests'], ['rollout', 'not every workload got ready in time'], ['smoke', 'the smoke test failed']])('a failed %s applies what ran before, and fails', (failing, said) => {
    const cluster = aCluster(overlays);
    cluster.write('manifests', 'name: deployment/old');
    cluster.deploy(['staging']);
    const kept = cluster.read('record');
    cluster.write('manifests', 'name: deployment/new');
    const { status, stderr, applied } = cluster.deploy(['staging'], { FAIL: failing });
    expect({ status, record: cluster.read('record') }).toEqual({ status: 1, record: kept });
    expect(stderr).toContain(`error: ${said}; what ran before runs again`);
    expect(applied.trimEnd().endsWith('name: deployment/old\n---')).toBe(true);
  });

  test('a first deployment that fails stays for a look', () => {
    const cluster = aCluster(overlays);
    cluster.write('manifests', manifests);
    expect(cluster.deploy(['staging'], { FAIL: 'smoke' })).toMatchObject({ status: 1, stderr: expect.stringContaining('the smoke test failed, and nothing ran before') as string });
    expect(cluster.read('record')).toBe('');
  });
});

describe.each([['a chart', chart], ['overlays', overlays]])('%s', (_, plan) => {
  test('the namespace refuses pods that are not restricted before anything is in it', () => {
    const cluster = aCluster(plan);
    cluster.write('manifests', 'name: deployment/todo-api');
    const { applied } = cluster.deploy(['production']);
    expect(applied.split('\n---\n')[0]).toBe('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: todo-production\n  labels:\n    app.kubernetes.io/part-of: todo\n    pod-security.kubernetes.io/enforce: restricted');
  });

  test('what was never released is refused before the cluster is asked', () => {
    expect(aCluster(plan, { isReleased: false }).deploy(['staging'])).toMatchObject({ status: 3, calls: [''], stderr: expect.stringContaining('names an image that was never released') as string });
  });

  test.each([
    [[], {}, 2, 'no environment given'],
    [['stagin'], {}, 2, 'there is no environment "stagin" (known: staging, production)'],
    [['staging', 'production'], {}, 2, 'one environment at a time'],
    [['staging', '--dryrun'], {}, 2, 'unknown flag --dryrun'],
    [['staging'], { DOMAIN: '' }, 2, 'not set: DOMAIN'],
    [['staging'], { DOMAIN: 'Example.com; rm' }, 2, 'DOMAIN is no domain'],
    [['staging'], { DOMAIN: '-a.com' }, 2, 'DOMAIN is no domain'],
  ] as const)('%j with %j is refused before the cluster is asked', (words, environment, status, said) => {
    const outcome = aCluster(plan).deploy(words, environment);
    expect(outcome).toMatchObject({ status, calls: [''] });
    expect(outcome.stderr).toContain(`error: ${said}`);
  });

  test('rendering prints the manifests and changes nothing; help needs no cluster', () => {
    const cluster = aCluster(plan, { isReleased: false });
    cluster.write('manifests', 'host: todo.${DOMAIN}');
    const { status, stdout, calls } = cluster.deploy(['production', '--render']);
    expect(status).toBe(0);
    expect(stdout).toContain('todo.example.com');
    expect(calls.join('\n')).not.toMatch(/apply|upgrade|create|delete/);
    expect(cluster.deploy(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('scripts/deploy.sh <environment> --render') as string });
  });
});
