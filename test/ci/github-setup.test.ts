import { expect, test } from 'vitest';
import { ciFiles } from './ci-files.ts';
import { render } from '../../src/render/render.ts';
import { plans } from './plans.ts';
import { aGitHub, requestsOf } from './a-github.ts';

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
  expect(stdout).toContain('Deployments to prod need no approval');
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
