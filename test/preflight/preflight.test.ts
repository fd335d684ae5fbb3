import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { objects } from '../../src/files/k8s/objects.ts';
import { needsOf } from '../../src/files/preflight/needs.ts';
import { preflightFiles } from '../../src/files/preflight/index.ts';
import { render } from '../../src/render/render.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { aClusterPlan, aPulledPlan } from '../bootstrap/plans.ts';
import { aSmallPlan } from '../docs/a-plan.ts';

// A cluster that has all it is asked for, but for what LACKS names. It would show a value to whoever asks for one.
const kubectl = `#!/usr/bin/env bash
if [[ "$*" == 'config current-context' ]]; then
  [[ \${LACKS-} != context ]] || exit 1
  echo current
  exit
fi
if [[ "$*" == 'config get-contexts '* ]]; then [[ $3 != nowhere ]]; exit; fi
[[ $1 == --context ]] || { echo "which cluster?: $*" >&2; exit 9; }
shift 2
lacks() { [[ -n \${LACKS-} && " $* " == *"$LACKS"* ]]; }
if lacks "$@"; then echo 'Error from server (NotFound): it is not there' >&2; exit 1; fi
if [[ -n \${FORBIDS-} && $* != *readyz* ]]; then printf 'E1121 noise\\nError from server (Forbidden): you | \
may not\\n' >&2; exit 1; fi
case "$*" in
  'get --raw /readyz'*) echo ok ;;
  'get --raw /apis/'*) for kind in $KINDS; do [[ $kind == "\${LACKS_KIND-}" ]] || \
printf '{"kind":"%s"},' "$kind"; done ;;
  'get secret'*'go-template={{range $key, $value := .data}}{{$key}}{{"\\n"}}{{end}}') for key in $KEYS; \
do [[ $key == "\${LACKS_KEY-}" ]] || echo "$key"; done ;;
  'get secret'*) echo SECRET-VALUE ;;
  'get nodes'*) printf '|1900m|2560Mi\\n|1.9|2621440Ki\\ntrue|64|256Gi\\n' ;;
  'get pods'*) printf 'kube-system 100m|128Mi |\\nmonitoring 0.5|%s\\nstaging 64|64Gi\\n' "\${USED-1Gi}" ;;
  'get clusterissuer'*) printf True ;;
  'get storageclass --output'*) printf true ;;
  'get deployments --all'*) printf true ;;
  'get deployments'*) printf 1 ;;
  'get '*' --output name') echo there ;;
  *) echo "unexpected: $*" >&2; exit 9 ;;
esac
`;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function aCluster(plan: Plan) {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  folders.push(folder);
  const script = preflightFiles(plan).map(render)[0] ?? '';
  writeFileSync(join(folder, 'kubectl'), kubectl, { mode: 0o755 });
  writeFileSync(join(folder, 'preflight.sh'), script);
  const environment = plan.environments[0]?.name ?? '';
  const needs =
    new RegExp(`^  ${environment}\\)\\n((?:    need_.*\\n)+)`, 'm')
      .exec(script)?.[1]
      ?.trim()
      .split(/\n\s*/) ?? [];
  const words = needs.map((line) => line.split(' ').map((word) => word.replaceAll("'", '')));
  const KINDS = words.flatMap(([need, , kind]) => (need === 'need_kind' ? [kind] : [])).join(' ');
  const KEYS = words.flatMap(([need, , ...keys]) => (need === 'need_secret' ? keys : [])).join(' ');
  const run = (
    changes: Readonly<Record<string, string>> = {},
    args: readonly string[] = [environment],
  ) =>
    spawnSync('bash', [join(folder, 'preflight.sh'), ...args], {
      encoding: 'utf8',
      env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, KINDS, KEYS, ...changes },
    });
  return { run, words };
}

/** What to take away so that one need is not met, and what must then be named. */
function without([need = '', ...words]: readonly string[]): readonly [
  changes: Record<string, string>,
  named: string,
] {
  const [first = '', second = '', third = ''] = words;
  switch (need) {
    case 'need_kind':
      return [{ LACKS_KIND: second }, `kind ${second} of ${first}`];
    case 'need_metrics':
      return [{ LACKS: 'metrics.k8s.io' }, 'metrics-server'];
    case 'need_operator':
      return [{ LACKS: 'deployments,' }, 'is not running'];
    case 'need_sidecars':
      return [
        { LACKS: 'dapr-sidecar-injector' },
        'Dapr sidecar injector that drops all capabilities',
      ];
    case 'need_object':
      return [{ LACKS: ` ${words.at(-1) ?? third} ` }, words.at(-1) ?? ''];
    case 'need_issuer':
      return [{ LACKS: 'clusterissuer' }, `ClusterIssuer ${first}`];
    case 'need_default_storage':
      return [{ LACKS: 'storageclass --output' }, 'a default StorageClass'];
    case 'need_secret':
      return [{ LACKS: `secret ${first} ` }, `secret ${first}`];
    case 'need_room':
      return [{ USED: '14Gi' }, 'capacity for'];
    default:
      throw new Error(`teach this test what ${need} needs`);
  }
}

test.each([
  ['what is pushed, with secrets made by hand', aClusterPlan()],
  ['what Argo CD pulls', aPulledPlan()],
])('%s: all is there, or what is not, or cannot be read, is named', (_, plan) => {
  const { run, words } = aCluster(plan);
  const good = run();
  expect({ status: good.status, stdout: good.stdout, stderr: good.stderr }).toEqual({
    status: 0,
    stdout: 'staging is ready for its first deployment.\n',
    stderr: '==> context current: checking namespace staging for staging\n',
  });
  expect(words.length).toBeGreaterThan(5);
  for (const line of words) {
    const [changes, named] = without(line);
    const { status, stdout, stderr } = run(changes);
    expect(status, line.join(' ')).toBe(1);
    expect(stdout, line.join(' ')).toContain(named);
    expect(`${stdout}${stderr}`).not.toContain('SECRET-VALUE');
  }
  const forbidden = run({ FORBIDS: 'all' }).stdout.trim().split('\n').slice(1);
  expect(forbidden).toHaveLength(2 * words.length);
  for (const [index, line] of forbidden.entries())
    expect(line).toMatch(
      index % 2 === 0
        ? / cannot be read$/
        : /^ {6}kubectl says: Error from server \(Forbidden\): you \| may not$/,
    );
});

test('all findings come at once, each with what to do; a key that a secret lacks is named', () => {
  const { stdout } = aCluster(aClusterPlan()).run({
    LACKS_KEY: 'JWT_SECRET',
    USED: '14Gi',
    LACKS: 'storageclass --output',
  });
  expect(stdout).toContain('3 finding(s)');
  expect(stdout).toContain(
    'secret todo-secrets, key(s) JWT_SECRET\n      add the missing key(s): ' +
      'scripts/create-secrets.sh staging --context current',
  );
  expect(stdout).toMatch(/capacity for \d+Mi memory \(\d+Mi free on 5 nodes\)\n {6}add nodes/);
});

test('a cluster that does not answer, and words that cannot be meant, are said as such', () => {
  const { run } = aCluster(aClusterPlan());
  expect(run({ LACKS: '/readyz' })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('error: the cluster is not reachable') as string,
  });
  expect(run({}, ['prod'])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /^error: unknown environment: "prod"\n[^]*one of: staging, production\n/,
    ) as string,
  });
  expect(run({}, ['production', 'staging'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(
      'accepts one environment, received "production" and "staging"',
    ) as string,
  });
  expect(run({ LACKS: 'context' })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('error: no current context is set') as string,
  });
  expect(run({}, ['staging', '--context', 'nowhere'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('error: context "nowhere" does not exist') as string,
  });
  for (const args of [
    ['--context', 'other', 'staging'],
    ['staging', '--context', 'other'],
  ])
    expect(run({ LACKS: 'context' }, args)).toMatchObject({
      status: 0,
      stderr: '==> context other: checking namespace staging for staging\n',
    });
  expect(run({}, ['staging', '--context']).status).toBe(2);
  expect(run({}, []).status).toBe(2);
});

test('an environment needs room for the fewest pods, and one more of each Deployment that rolls', () => {
  const plan = aClusterPlan({
    components: {
      backend: { build: { context: 'backend' } },
      frontend: { build: { context: 'frontend' }, routes: [] },
    },
    messaging: { kind: 'none' },
    dataStores: { redis: { kind: 'redis', persistence: {} } },
  });
  const { load } = needsOf(plan, plan.environments[0] as Plan['environments'][number]);
  // Two components of 100m and 128Mi, each twice for a moment; one
  // Redis of 342Mi, which stops before its successor starts.
  expect(load).toEqual({ cpu: 450, memory: 854 });
});

test('every kind that is not Kubernetes’ own is asked for', () => {
  const plan = aPulledPlan();
  const environment = plan.environments[0] as Plan['environments'][number];
  const asked = needsOf(plan, environment).kinds.map(
    ({ apiVersion, kind }) => `${apiVersion} ${kind}`,
  );
  for (const { apiVersion, kind } of objects(plan, environment))
    if (/\..*\//.test(apiVersion) && !apiVersion.includes('k8s.io'))
      expect(asked).toContain(`${apiVersion} ${kind}`);
  expect(asked).toContain('bitnami.com/v1alpha1 SealedSecret');
});

test('there is no such script where Argo CD and sealed secrets make ready by themselves', () => {
  expect(preflightFiles(aSmallPlan())).toEqual([]);
});
