import { describe, expect, test } from 'vitest';
import { aCluster, callsOf as of, pushedPlan } from './a-cluster.ts';

const [chart, overlays] = [pushedPlan('helm'), pushedPlan('kustomize')];

describe('with kustomize', () => {
  const manifests = 'name: deployment/todo-api\nhost: ${DOMAIN} ${HOME}';

  test('what went well is recorded in the cluster, and what left the manifests is named and kept', () => {
    const cluster = aCluster(overlays);
    cluster.write('manifests', `${manifests}\nname: deployment/old`);
    expect(cluster.deploy(['staging'])).toMatchObject({ status: 0 });
    cluster.write('manifests', manifests);
    const { status, stderr, applied, calls } = cluster.deploy(['staging']);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /kubectl delete --context here --namespace todo-staging <name>\ndeployment\/old\n/,
    );
    expect(applied).toContain('host: example.com ${HOME}');
    expect(of(calls, 'kubectl delete')).toEqual([]);
    expect(calls).toContainEqual(
      expect.stringMatching(
        /^kubectl apply --context=here --server-side --field-manager=deploy-script --force-conflicts --namespace=todo-staging --filename=\S+\/now.yaml$/,
      ),
    );
  });

  test.each([
    ['apply', 'the cluster rejected the manifests'],
    ['rollout', 'not every workload became ready in time'],
    ['smoke', 'the smoke test failed'],
  ])('a failed %s applies what ran before, and fails', (failing, said) => {
    const cluster = aCluster(overlays);
    cluster.write('manifests', 'name: deployment/old');
    cluster.deploy(['staging']);
    const kept = cluster.read('record');
    cluster.write('manifests', 'name: deployment/new');
    const { status, stderr, applied } = cluster.deploy(['staging'], { FAIL: failing });
    expect({ status, record: cluster.read('record') }).toEqual({ status: 1, record: kept });
    expect(stderr).toContain(`error: ${said}; rolled back to what ran before`);
    expect(applied.trimEnd().endsWith('name: deployment/old\n---')).toBe(true);
  });

  test('a first deployment that fails stays for a look', () => {
    const cluster = aCluster(overlays);
    cluster.write('manifests', manifests);
    expect(cluster.deploy(['staging'], { FAIL: 'smoke' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(
        'the smoke test failed, and there is no good deployment to roll back to, ' +
          'so what was applied was left for inspection',
      ) as string,
    });
    expect(cluster.read('record')).toBe('');
  });
});

describe.each([
  ['a chart', chart],
  ['overlays', overlays],
])('%s', (_, plan) => {
  test('the namespace refuses pods that are not restricted before anything is in it', () => {
    const cluster = aCluster(plan);
    cluster.write('manifests', 'name: deployment/todo-api');
    const { applied } = cluster.deploy(['production']);
    expect(applied.split('\n---\n')[0]).toBe(
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: todo-production\n  labels:\n' +
        '    app.kubernetes.io/part-of: todo\n    ' +
        'pod-security.kubernetes.io/enforce: restricted',
    );
  });

  test('what was never released is refused before the cluster is asked', () => {
    expect(aCluster(plan, { isReleased: false }).deploy(['staging'])).toMatchObject({
      status: 3,
      calls: [''],
      stderr: expect.stringContaining('contains an image that was never released') as string,
    });
  });

  test.each([
    [[], {}, 2, 'an environment is required'],
    [['stagin'], {}, 2, 'unknown environment: "stagin" (available: staging, production)'],
    [['staging', 'production'], {}, 2, 'accepts one environment, received'],
    [['staging', '--dryrun'], {}, 2, 'unknown flag: --dryrun'],
    [['staging', '--context'], {}, 2, '--context needs a name'],
    [['staging'], { DOMAIN: '' }, 2, 'not set: DOMAIN'],
    [['staging'], { DOMAIN: 'Example.com; rm' }, 2, 'DOMAIN is not a domain'],
    [['staging'], { DOMAIN: '-a.com' }, 2, 'DOMAIN is not a domain'],
  ] as const)(
    '%j with %j is refused before the cluster is asked',
    (words, environment, status, said) => {
      const outcome = aCluster(plan).deploy(words, environment);
      expect(outcome).toMatchObject({ status, calls: [''] });
      expect(outcome.stderr).toContain(`error: ${said}`);
    },
  );

  test.each([
    [[], { CURRENT: '' }, 'no current context is set'],
    [['--context', 'nowhere'], {}, 'context "nowhere" does not exist'],
    [[], { CURRENT: 'removed' }, 'context "removed" does not exist'],
  ] as const)('with %j and %j no cluster is guessed', (words, environment, said) => {
    const { status, stderr, calls } = aCluster(plan).deploy(['staging', ...words], environment);
    expect({ status, asked: calls.filter((call) => !call.startsWith('kubectl config')) }).toEqual({
      status: 2,
      asked: [],
    });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(said);
  });

  test('the first line names the context, and every command speaks to it', () => {
    const { stderr, calls } = aCluster(plan).deploy(['staging', '--context', 'there']);
    expect(stderr).toMatch(/^==> context there: deploying staging to namespace todo-staging\n/);
    expect(calls).toContainEqual(expect.stringMatching(/^kubectl apply --context=there /));
  });

  test('every component with routes is asked, and anything but a gateway that speaks for it is an answer', () => {
    const routed = pushedPlan(plan.packaging.kind, {
      components: {
        web: { build: { context: 'web' }, routes: [{ path: '/' }] },
        api: { build: { context: 'api' }, routes: [{ path: '/api' }] },
      },
    });
    const run = (codes: string) => {
      const cluster = aCluster(routed);
      cluster.write('manifests', 'name: deployment/todo-api');
      cluster.write('codes', codes);
      return cluster.deploy(['production']);
    };
    const good = run('/api 404\n');
    expect(of(good.calls, 'curl')).toEqual([
      'curl https://todo.example.com/health/ready',
      'curl https://todo.example.com/api',
    ]);
    expect(good.status).toBe(0);
    for (const code of ['000', '503'])
      expect(run(`/api ${code}\n`), code).toMatchObject({
        status: 1,
        stderr: expect.stringContaining(
          `no good answer from https://todo.example.com/api: ${code === '000' ? 'none curl: (28)' : code}`,
        ) as string,
      });
    const bad = run('/ready 404\n');
    expect({ status: bad.status, pauses: of(bad.calls, 'sleep').length }).toEqual({
      status: 1,
      pauses: 18,
    });
  });

  test('a deployment that is stopped says at once what runs, and the way on and back', () => {
    const cluster = aCluster(plan);
    cluster.write('manifests', 'name: deployment/todo-api');
    cluster.deploy(['staging']);
    const begin = Date.now();
    const { status, stderr } = cluster.deploy(['staging'], { FAIL: 'stop' });
    expect(Date.now() - begin).toBeLessThan(60_000);
    expect(status).toBe(143);
    expect(stderr).toMatch(
      /error: stopped by SIGTERM during the smoke test: \S+ is deployed but has not passed it\n.*: scripts\/deploy\.sh staging --context here\n/,
    );
    expect(stderr).toMatch(
      /helm rollback todo-staging 1 --kube-context here|kubectl get secret todo-staging-deployed --context here .*\| kubectl apply --context here/,
    );
  });

  test('rendering prints the manifests and changes nothing; help needs no cluster', () => {
    const cluster = aCluster(plan, { isReleased: false });
    cluster.write('manifests', 'host: todo.${DOMAIN}');
    const { status, stdout, calls } = cluster.deploy(['production', '--render']);
    expect(status).toBe(0);
    expect(stdout).toContain('todo.example.com');
    expect(calls.join('\n')).not.toMatch(/apply|upgrade|create|delete/);
    expect(cluster.deploy(['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('scripts/deploy.sh <environment> --render') as string,
    });
  });
});
