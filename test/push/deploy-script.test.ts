import { describe, expect, test } from 'vitest';
import { aCluster, pushedPlan } from './a-cluster.ts';

const [chart, overlays] = [pushedPlan('helm'), pushedPlan('kustomize')];
const of = (calls: readonly string[], ...starts: readonly string[]): string[] => calls.filter((call) => starts.some((start) => call.startsWith(start)));

describe('with a chart', () => {
  test('a first installation waits for every workload and asks every host, with nothing to roll back to', () => {
    const { status, calls, history, stderr } = aCluster(chart).deploy(['staging']);
    expect({ status, history, stderr }).toMatchObject({ status: 0, history: ['1 deployed'] });
    const [upgrade = ''] = of(calls, 'helm upgrade');
    expect(upgrade).toMatch(/^helm upgrade --install todo-staging chart --values \S+\/values.yaml --values \S+\/values-staging.yaml --values \S+\/custom-staging.yaml --values \S+\/release-staging.yaml --kube-context here --namespace todo-staging --wait --timeout 300s --history-max 7 --server-side=true --force-conflicts$/);
    expect(of(calls, 'kubectl rollout').map((call) => call.split(' ').at(-1))).toEqual(['deployment/todo-api', 'deployment/todo-worker', 'deployment/cache']);
    expect(of(calls, 'curl')).toEqual(['curl https://staging.example.com/health/ready', 'curl https://www.staging.example.com/health/ready']);
  });

  test.each([['v4.2.4', ' --server-side=true --force-conflicts'], ['v3.21.4', '']])('with Helm %s, git decides what something else has set, on the way there and back', (version, flags) => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 deployed\n');
    const { calls } = cluster.deploy(['staging'], { HELM_VERSION: version, FAIL: 'smoke' });
    for (const call of ['helm upgrade', 'helm rollback']) expect(of(calls, call).map((words) => words.split('--history-max 7')[1])).toEqual([flags]);
  });

  test.each([['upgrade', 'the upgrade of todo-staging failed', 'failed'], ['rollout', 'not every workload got ready in time', 'superseded'], ['smoke', 'the smoke test failed', 'superseded']])('a failed %s brings back the revision that went well, and fails', (failing, said, left) => {
    const cluster = aCluster(chart);
    cluster.deploy(['staging']);
    cluster.deploy(['staging']);
    const { status, stderr, calls, history } = cluster.deploy(['staging'], { FAIL: failing });
    expect({ status, history }).toEqual({ status: 1, history: ['1 superseded', '2 superseded', `3 ${left}`, '4 deployed rollback'] });
    expect(stderr).toContain(`error: ${said}; todo-staging went back to revision 2, which went well when it was deployed`);
    expect(of(calls, 'helm rollback')).toEqual(['helm rollback todo-staging 2 --kube-context here --namespace todo-staging --wait --timeout 300s --history-max 7 --server-side=true --force-conflicts']);
  });

  test.each([
    ['that failed its smoke test and could not be taken back', '1 superseded\n2 superseded\n3 superseded\n4 failed\n', 'todo-staging 2', 2, 'which went well when it was deployed'],
    ['that got ready and was never checked', '1 superseded\n2 superseded\n3 deployed\n', 'todo-staging 2', 2, 'which went well when it was deployed'],
    ['that was brought back by hand', '1 superseded\n2 superseded\n3 deployed rollback\n', 'todo-staging 2', 3, 'which an earlier rollback brought back'],
    ['whose note is about one that is gone', '1 superseded\n2 superseded\n3 deployed\n', 'todo-staging 9', 3, 'which nobody has checked'],
    ['whose note is no revision', '1 superseded\n2 superseded\n3 deployed\n', 'todo-staging (x|/', 3, 'which nobody has checked'],
    ['where nobody wrote down what went well', '1 superseded\n2 superseded\n3 deployed\n', '', 3, 'which nobody has checked'],
  ])('after a revision %s, the way back leads to what is known best', (_, history, note, revision, known) => {
    const cluster = aCluster(chart);
    cluster.write('history', history);
    cluster.write('notes', note === '' ? '' : `deploy-script/${note}\n`);
    expect(cluster.deploy(['staging'], { FAIL: 'smoke' }).stderr).toContain(`todo-staging goes back to revision ${String(revision)}, ${known}`);
  });

  test('a first installation that failed its smoke test is nothing to go back to', () => {
    const cluster = aCluster(chart);
    for (const history of [['1 deployed'], ['1 superseded', '2 deployed']]) {
      const outcome = cluster.deploy(['staging'], { FAIL: 'smoke' });
      expect(outcome).toMatchObject({ status: 1, history, stderr: expect.stringContaining('nothing went well before of todo-staging, so that stays for a look') as string });
    }
    cluster.deploy(['staging']);
    expect(cluster.deploy(['staging'], { FAIL: 'smoke' }).stderr).toContain('todo-staging went back to revision 3');
  });

  test('an upgrade that is refused has changed nothing, and nothing is said to have gone back', () => {
    const cluster = aCluster(chart);
    expect(cluster.deploy(['staging'], { FAIL: 'refuse' }).stderr).toContain('the upgrade of todo-staging was refused before it began: nothing was changed; it is not installed, as before');
    cluster.write('history', '4 deployed\n');
    const { status, stderr, calls } = cluster.deploy(['staging'], { FAIL: 'refuse' });
    expect({ status, back: of(calls, 'helm rollback') }).toEqual({ status: 1, back: [] });
    expect(stderr).toContain('nothing was changed; its newest revision is 4, as before');
  });

  test.each([
    ['upgrade rollback', 'the upgrade of todo-staging failed, and GOING BACK FAILED: todo-staging', '  helm rollback todo-staging 1 --kube-context here --namespace todo-staging --wait'],
    ['unreachable', 'the upgrade of todo-staging failed, and nobody knows what of it was done: Error: Kubernetes cluster unreachable', 'helm history todo-staging --kube-context here --namespace todo-staging'],
    ['overtaken', 'the upgrade of todo-staging failed, and its revision 2 is pending-upgrade: somebody else deploys, or Helm was killed', 'Wait 360 seconds.'],
    ['namespace', 'the namespace todo-staging cannot be made; nothing was changed', 'kubectl auth can-i patch namespaces --context here'],
  ])('what failed in "%s" is said as it is, with what to do next', (failing, said, next) => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 deployed\n');
    const { status, stderr } = cluster.deploy(['staging'], { FAIL: failing });
    expect(status).toBe(1);
    expect(stderr).toContain(`error: ${said}`);
    expect(stderr).toContain(next);
  });

  test.each([['age', 'revision 2 of todo-staging is pending-upgrade, and it cannot be read since when'], ['rollback', 'revision 2 of todo-staging was killed on its way, and GOING BACK TO REVISION 1 FAILED']])('a killed release whose %s fails says what next', (failing, said) => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 deployed\n2 pending-upgrade\n');
    const { status, stderr } = cluster.deploy(['staging'], { FAIL: failing });
    expect(status).toBe(1);
    expect(stderr).toContain(`error: ${said}`);
    expect(stderr).toContain('scripts/deploy.sh staging --context here');
  });

  test('what went well is also a success when it cannot be written down', () => {
    expect(aCluster(chart).deploy(['staging'], { FAIL: 'annotate' })).toMatchObject({ status: 0, stderr: expect.stringContaining('it cannot be written down that this went well (todo-staging=1)') as string });
  });

  test('a killed release goes back to what went well, not to what failed its smoke test', () => {
    const cluster = aCluster(chart);
    cluster.write('history', '1 superseded\n2 superseded\n3 superseded\n4 failed\n5 pending-upgrade\n');
    cluster.write('notes', 'deploy-script/todo-staging 2\n');
    const { status, stderr } = cluster.deploy(['staging']);
    expect({ status, note: cluster.read('notes').trim().split('\n').at(-1) }).toEqual({ status: 0, note: 'deploy-script/todo-staging 7' });
    expect(stderr).toContain('revision 5 of todo-staging was killed on its way; going back to revision 2 first, which went well when it was deployed');
  });

  test.each(['upgrade', 'smoke'])('a first installation that fails in its %s stays for a look: nothing is uninstalled', (failing) => {
    const { status, stderr, calls } = aCluster(chart).deploy(['staging'], { FAIL: failing });
    expect(status).toBe(1);
    expect(stderr).toContain('nothing went well before');
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
    expect(of(calls, 'kubectl delete')).toEqual(['kubectl delete secret sh.helm.release.v1.todo-staging.v1 --context=here --namespace=todo-staging']);
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
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('; todo-staging-api went back to revision 2, which nobody has checked; todo-staging-shared went back to revision 1') as string });
  });

  test('a cluster that does not answer is no cluster without a release', () => {
    const { status, stderr, calls } = aCluster(chart).deploy(['staging'], { FAIL: 'history' });
    expect({ status, upgraded: of(calls, 'helm upgrade') }).toEqual({ status: 1, upgraded: [] });
    expect(stderr).toContain('helm cannot read the history of todo-staging, and nothing of it was changed: Error: Kubernetes cluster unreachable');
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
    expect(stderr).toMatch(/kubectl delete --context here --namespace todo-staging <name>\ndeployment\/old\n/);
    expect(applied).toContain('host: example.com ${HOME}');
    expect(of(calls, 'kubectl delete')).toEqual([]);
    expect(calls).toContainEqual(expect.stringMatching(/^kubectl apply --context=here --server-side --field-manager=deploy-script --force-conflicts --namespace=todo-staging --filename=\S+\/now.yaml$/));
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
    expect(cluster.deploy(['staging'], { FAIL: 'smoke' })).toMatchObject({ status: 1, stderr: expect.stringContaining('the smoke test failed, and nothing went well before, so what was applied stays for a look') as string });
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
    [['staging', '--context'], {}, 2, '--context needs a name'],
    [['staging'], { DOMAIN: '' }, 2, 'not set: DOMAIN'],
    [['staging'], { DOMAIN: 'Example.com; rm' }, 2, 'DOMAIN is no domain'],
    [['staging'], { DOMAIN: '-a.com' }, 2, 'DOMAIN is no domain'],
  ] as const)('%j with %j is refused before the cluster is asked', (words, environment, status, said) => {
    const outcome = aCluster(plan).deploy(words, environment);
    expect(outcome).toMatchObject({ status, calls: [''] });
    expect(outcome.stderr).toContain(`error: ${said}`);
  });

  test.each([
    [[], { CURRENT: '' }, 'no context is current, so nobody knows which cluster is meant'],
    [['--context', 'nowhere'], {}, 'there is no context "nowhere"'],
    [[], { CURRENT: 'removed' }, 'there is no context "removed"'],
  ] as const)('with %j and %j no cluster is guessed', (words, environment, said) => {
    const { status, stderr, calls } = aCluster(plan).deploy(['staging', ...words], environment);
    expect({ status, asked: calls.filter((call) => !call.startsWith('kubectl config')) }).toEqual({ status: 2, asked: [] });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(said);
  });

  test('the first line names the context, and every command speaks to it', () => {
    const { stderr, calls } = aCluster(plan).deploy(['staging', '--context', 'there']);
    expect(stderr).toMatch(/^==> context there: deploying staging to namespace todo-staging\n/);
    expect(calls).toContainEqual(expect.stringMatching(/^kubectl apply --context=there /));
  });

  test('every component with routes is asked, and anything but a gateway that speaks for it is an answer', () => {
    const routed = pushedPlan(plan.packaging, { components: { web: { build: { context: 'web' }, routes: [{ path: '/' }] }, api: { build: { context: 'api' }, routes: [{ path: '/api' }] } } });
    const run = (codes: string) => {
      const cluster = aCluster(routed);
      cluster.write('manifests', 'name: deployment/todo-api');
      cluster.write('codes', codes);
      return cluster.deploy(['production']);
    };
    const good = run('/api 404\n');
    expect(of(good.calls, 'curl')).toEqual(['curl https://todo.example.com/health/ready', 'curl https://todo.example.com/api']);
    expect(good.status).toBe(0);
    for (const code of ['000', '503']) expect(run(`/api ${code}\n`), code).toMatchObject({ status: 1, stderr: expect.stringContaining(`no good answer from https://todo.example.com/api: ${code === '000' ? 'none curl: (28)' : code}`) as string });
    const bad = run('/ready 404\n');
    expect({ status: bad.status, pauses: of(bad.calls, 'sleep').length }).toEqual({ status: 1, pauses: 18 });
  });

  test('a deployment that is stopped says at once what runs, and the way on and back', () => {
    const cluster = aCluster(plan);
    cluster.write('manifests', 'name: deployment/todo-api');
    cluster.deploy(['staging']);
    const begin = Date.now();
    const { status, stderr } = cluster.deploy(['staging'], { FAIL: 'stop' });
    expect(Date.now() - begin).toBeLessThan(15_000);
    expect(status).toBe(143);
    expect(stderr).toMatch(/error: stopped by SIGTERM while the smoke test ran: \S+ is deployed, and nobody has seen it answer\n.*: scripts\/deploy\.sh staging --context here\n/);
    expect(stderr).toMatch(/helm rollback todo-staging 1 --kube-context here|kubectl get secret todo-staging-deployed --context here .*\| kubectl apply --context here/);
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
