import { expect, test } from 'vitest';
import { plans } from './plans.ts';
import { aGitHub, requestsOf } from './a-github.ts';

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
