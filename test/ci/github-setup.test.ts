import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ciFiles } from '../../src/files/ci/index.ts';
import { render } from '../../src/render/render.ts';
import { paths } from '../../src/plan/paths.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { plans } from './plans.ts';

// Stands in for gh: remembers what was created, so that a second run finds it, and writes down every write.
const gh = `#!/usr/bin/env bash
set -euo pipefail
[[ $1 == api ]] || { echo "unexpected: gh $*" >&2; exit 9; }
shift
method=GET path='' jq='' body='' fields=()
while (($# > 0)); do
  case "$1" in
    --silent | --paginate) ;;
    --method) method=$2; shift ;;
    --jq) jq=$2; shift ;;
    --input) body=$(cat); shift ;;
    --raw-field) fields+=("$2"); shift ;;
    *) path=$1 ;;
  esac
  shift
done
key=$STATE/\${path//[\\/]/_}
if [[ $method != GET ]]; then
  printf '%s %s %s%s\\n' "$method" "$path" "$body" "\${fields[*]-}" >>"$STATE/writes"
  [[ $path != \${FAIL-none} ]] || { echo 'HTTP 403' >&2; exit 1; }
  case "$path" in
    */rulesets) name=\${body#*'"name":"'}; echo "\${name%%'"'*}" >>"$key" ;;
    */deployment-branch-policies) echo "\${fields[1]#type=} \${fields[0]#name=}" >>"$key" ;;
    */actions/variables) touch "$key"_RELEASE_APP_CLIENT_ID ;;
    */environments/*) echo true >"$key"; [[ $path != */production || -z \${ALSO-} ]] || echo "$ALSO" >>"$key"_deployment-branch-policies ;;
  esac
  exit 0
fi
case "$path" in
  users/*) echo 11 ;;
  orgs/*) echo 22 ;;
  apps/*) [[ $jq == .id ]] && echo 33 || echo Iv1.abc ;;
  repos/*/todo) echo main ;;
  */deployment-branch-policies) kind=\${jq#*'== "'}; sed -n "s/^\${kind%%'"'*} //p" "$key" ;;
  */rulesets) wanted=\${jq#*'== "'}; grep -n -x -F -- "\${wanted%%'"'*}" "$key" | cut -d: -f1 ;;
  *) cat "$key" ;;
esac
`;

function aGitHub(plan: Plan) {
  const folder = mkdtempSync(join(tmpdir(), 'gh-'));
  const state = join(folder, 'state');
  mkdirSync(state);
  writeFileSync(join(folder, 'gh'), gh);
  chmodSync(join(folder, 'gh'), 0o755);
  const spec = ciFiles(plan).find(({ path }) => path === paths.githubSetupScript);
  if (spec === undefined) throw new Error('no script');
  writeFileSync(join(folder, 'github-setup.sh'), render(spec));
  return (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    rmSync(join(state, 'writes'), { force: true });
    const { status, stdout, stderr } = spawnSync(
      'bash',
      [join(folder, 'github-setup.sh'), ...words],
      {
        encoding: 'utf8',
        env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, STATE: state, ...environment },
      },
    );
    const writes = existsSync(join(state, 'writes'))
      ? readFileSync(join(state, 'writes'), 'utf8').trim().split('\n')
      : [];
    return { status, stdout, stderr, writes };
  };
}

const requestsOf = (writes: readonly string[]): string[] =>
  writes.map((line) => line.split(' ').slice(0, 2).join(' '));
const bodyOf = (writes: readonly string[], start: string): unknown =>
  JSON.parse((writes.find((line) => line.startsWith(`${start} `)) ?? '').slice(start.length + 1));

test('a dry run names every change and makes none', () => {
  const { status, stdout, writes } = aGitHub(plans.pnpmBitwardenSlack)([
    '--dry-run',
    '--app',
    'orders-release',
  ]);
  expect({ status, writes }).toEqual({ status: 0, writes: [] });
  for (const change of [
    'environment prod',
    'environment ci_registry: deployments from main',
    'variable RELEASE_APP_CLIENT_ID',
    'rules of branch dev',
  ])
    expect(stdout).toContain(`would set ${change}\n`);
});

test('owners review production, each environment deploys from its branch only', () => {
  const { status, stderr, writes } = aGitHub(plans.pnpmBitwardenSlack)([]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const policy = {
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  };
  expect(bodyOf(writes, 'PUT repos/acme/orders/environments/prod')).toEqual({
    ...policy,
    reviewers: [
      { type: 'User', id: 11 },
      { type: 'Team', id: 22 },
    ],
  });
  expect(bodyOf(writes, 'PUT repos/acme/orders/environments/dev')).toEqual({
    ...policy,
    reviewers: [],
  });
  expect(
    writes
      .filter((line) => line.includes('deployment-branch-policies'))
      .map((line) => line.replace('POST repos/acme/orders/environments/', '')),
  ).toEqual(
    [
      ['dev', 'dev'],
      ['prod', 'main'],
      ['ci_registry', 'dev'],
      ['ci_registry', 'main'],
      ['ci_notifications', 'dev'],
      ['ci_notifications', 'main'],
    ].map(
      ([name = '', branch = '']) => `${name}/deployment-branch-policies name=${branch} type=branch`,
    ),
  );
});

test('with an app the branches demand reviews and the required check, and the app may pass', () => {
  const { writes, stdout } = aGitHub(plans.pnpmBitwardenSlack)(['--app', 'orders-release']);
  const rules = writes
    .filter((line) => line.startsWith('POST repos/acme/orders/rulesets '))
    .map(
      (line) =>
        JSON.parse(line.slice(line.indexOf('{'))) as {
          name: string;
          bypass_actors: unknown;
          conditions: unknown;
          rules: { type: string; parameters?: object }[];
        },
    );
  expect(rules.map(({ name }) => name)).toEqual([
    'create-gitops-service: dev',
    'create-gitops-service: main',
  ]);
  expect(rules[1]).toMatchObject({
    bypass_actors: [{ actor_id: 33, actor_type: 'Integration', bypass_mode: 'always' }],
    conditions: { ref_name: { include: ['refs/heads/main'] } },
  });
  expect(rules[1]?.rules.map(({ type }) => type)).toEqual([
    'deletion',
    'non_fast_forward',
    'pull_request',
    'required_status_checks',
  ]);
  expect(rules[1]?.rules[3]?.parameters).toMatchObject({
    required_status_checks: [{ context: 'Pull request' }],
  });
  expect(writes).toContain(
    'POST repos/acme/orders/actions/variables name=RELEASE_APP_CLIENT_ID value=Iv1.abc',
  );
  expect(stdout).toContain('gh secret set RELEASE_APP_PRIVATE_KEY --repo acme/orders --env prod');
});

test('without an app no rule refuses the release commits', () => {
  const { writes, stdout } = aGitHub(plans.minimal)([]);
  expect(bodyOf(writes, 'POST repos/acme/orders/rulesets')).toMatchObject({
    bypass_actors: [],
    rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }],
  });
  expect(stdout).toContain('Nobody has to approve deployments to prod');
});

test('a second run creates nothing twice, and keeps reviewers that were added by hand', () => {
  const run = aGitHub(plans.pnpmBitwardenSlack);
  run(['--app', 'orders-release']);
  const { status, writes } = run(['--app', 'orders-release']);
  expect(status).toBe(0);
  expect(requestsOf(writes)).toEqual([
    'PUT repos/acme/orders/environments/prod',
    'PATCH repos/acme/orders/actions/variables/RELEASE_APP_CLIENT_ID',
    'PUT repos/acme/orders/rulesets/1',
    'PUT repos/acme/orders/rulesets/2',
  ]);
});

test('a setting that GitHub refuses does not stop the others, and is an error at the end', () => {
  const { status, stderr, writes } = aGitHub(plans.minimal)([], {
    FAIL: 'repos/acme/orders/environments/dev',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('FAILED: environment dev');
  expect(requestsOf(writes)).toContain('POST repos/acme/orders/rulesets');
});

const policiesOf = (writes: readonly string[]): Record<string, string[]> => {
  const policies = writes.flatMap((line) => {
    const [, name = '', policy = ''] =
      /environments\/(\w+)\/deployment-branch-policies name=(.*)$/.exec(line) ?? [];
    return name === '' ? [] : [{ name, policy: policy.replace(' type=branch', '') }];
  });
  return Object.fromEntries(
    [...new Set(policies.map(({ name }) => name))].map((name) => [
      name,
      policies.filter((policy) => policy.name === name).map(({ policy }) => policy),
    ]),
  );
};

test('releases deploy from tags, what follows a build from the default branch; credentials are asked for', () => {
  const { writes, stdout, stderr, status } = aGitHub(plans.pushedChart)([]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(policiesOf(writes)).toEqual({
    staging: ['main'],
    production: ['main', 'v* type=tag'],
    ci_notifications: ['main', 'v* type=tag'],
  });
  for (const line of [
    'gh secret set DIGITALOCEAN_ACCESS_TOKEN --repo acme/todo --env staging',
    'gh variable set DOMAIN --repo acme/todo --env production --body <value>',
  ])
    expect(stdout).toContain(line);
  expect(writes.filter((line) => line.startsWith('POST repos/acme/todo/rulesets '))).toHaveLength(
    3,
  );
});

test('where CI deploys, no environment lets in the branch of another, and only what all share lets in all', () => {
  const { writes } = aGitHub(plans.pushedOverlays)([]);
  expect(policiesOf(writes)).toEqual({
    dev: ['develop', 'main'],
    staging: ['next'],
    prod: ['main'],
    ci_registry: ['develop', 'main', 'next'],
  });
});

test('only administrators and maintainers make release tags, which then stay; a second run keeps that', () => {
  const run = aGitHub(plans.pushedChart);
  const rulesOf = (writes: readonly string[]) =>
    writes
      .filter((line) => line.includes('"target":"tag"'))
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as object);
  expect(rulesOf(run([]).writes)).toMatchObject([
    {
      conditions: { ref_name: { include: ['refs/tags/v*'] } },
      rules: [{ type: 'creation' }],
      bypass_actors: [
        { actor_id: 5, actor_type: 'RepositoryRole' },
        { actor_id: 2, actor_type: 'RepositoryRole' },
      ],
    },
    {
      conditions: { ref_name: { include: ['refs/tags/v*'] } },
      rules: [{ type: 'update' }, { type: 'deletion' }],
      bypass_actors: [],
    },
  ]);
  const { writes } = run([]);
  expect(policiesOf(writes)).toEqual({});
  expect(requestsOf(writes)).toEqual([
    'PUT repos/acme/todo/environments/production',
    ...[1, 2, 3].map((id) => `PUT repos/acme/todo/rulesets/${String(id)}`),
  ]);
});

test('what an environment lets in besides is named, and not taken away', () => {
  const run = aGitHub(plans.pushedChart);
  run([], { ALSO: 'tag *' });
  const { status, stderr, writes } = run([]);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr:
      'environment production also allows tag *: if it is not needed, remove it in the settings of the environment\n',
  });
  expect(policiesOf(writes)).toEqual({});
});

test('an unknown argument changes nothing', () => {
  expect(aGitHub(plans.minimal)(['--dryrun'])).toMatchObject({ status: 2, writes: [] });
});

test.each([
  [
    'pnpmBitwardenSlack',
    [
      'BW_ACCESS_TOKEN --repo acme/orders --env ci_registry',
      'SLACK_WEBHOOK_URL --repo acme/orders --env ci_notifications',
    ],
  ],
  [
    'manyGrypeDiscord',
    [
      'REGISTRY_USERNAME --repo acme/orders --env ci_registry',
      'REGISTRY_PASSWORD --repo acme/orders --env ci_registry',
      'DISCORD_WEBHOOK_URL --repo acme/orders --env ci_notifications',
    ],
  ],
  ['minimal', []],
] as const)(
  '%s: the secrets that the workflows read are the secrets that it asks for',
  (name, secrets) => {
    const { stdout } = aGitHub(plans[name])(['--dry-run']);
    expect([...stdout.matchAll(/gh secret set (.*)/g)].map(([, secret]) => secret)).toEqual([
      ...secrets,
    ]);
    const read = new Set(
      ciFiles(plans[name])
        .filter(({ path }) => path.startsWith('.github/workflows'))
        .flatMap((spec) =>
          [...render(spec).matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret),
        ),
    );
    expect(read).toEqual(
      new Set([...secrets.map((line) => line.split(' ')[0]), 'RELEASE_APP_PRIVATE_KEY']),
    );
  },
);
