import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { workflowOf, type Job, type Workflow } from './workflow-helpers.ts';

const secrets = (...environments: readonly string[]): readonly string[] =>
  environments.map((name) => `k8s/overlays/${name}/secrets/**`);

test('the release of the environment before does start a promotion: the merge may bring nothing else', () => {
  expect(workflowOf('minimal deploy-prod.yaml').on['push']?.['paths-ignore']).toEqual([
    paths.release('prod'),
    ...secrets('dev', 'prod'),
  ]);
  expect(workflowOf('manyGrypeDiscord deploy-staging.yaml').on['push']?.['paths-ignore']).toEqual([
    paths.release('staging'),
    paths.release('prod'),
    ...secrets('dev', 'staging', 'prod'),
  ]);
});

test('a push of only sealed secrets starts no deployment: Argo CD brings them', () => {
  expect(workflowOf('minimal deploy-dev.yaml').on['push']?.['paths-ignore']).toEqual([
    paths.release('dev'),
    paths.release('prod'),
    ...secrets('dev', 'prod'),
  ]);
});

test('a deployment follows only what a push to this branch has built, and deploys exactly that commit', () => {
  expect(workflowOf('pushedChart build.yaml').on['push']?.['paths-ignore']).toEqual([
    'chart/release-staging.yaml',
    'chart/release-production.yaml',
    ...secrets('staging', 'production'),
  ]);
  const { on, jobs } = workflowOf('pushedChart deploy-staging.yaml');
  expect(on['workflow_run']).toEqual({
    workflows: ['Build'],
    types: ['completed'],
    branches: ['main'],
  });
  const { if: condition, steps = [], permissions } = jobs['ci_deploy'] as Job & { if?: string };
  for (const demand of [
    "conclusion == 'success'",
    "event == 'push'",
    "head_branch == 'main'",
    'head_repository.full_name == github.repository',
  ])
    expect(condition).toContain(`github.event.workflow_run.${demand}`);
  expect(steps.find(({ name }) => name === 'Check out')?.with?.['ref']).toBe(
    '${{ github.event.workflow_run.head_sha }}',
  );
  expect(permissions).toEqual({ contents: 'write', actions: 'read' });
});

/** The jobs that a run begins with; those that need others follow them. */
function begun(
  { jobs }: Workflow,
  github: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, unknown>> = {},
): string[] {
  const scope = {
    github: { repository: 'acme/todo', ...github },
    inputs,
    startsWith: (text: string, start: string) => text.startsWith(start),
  };
  return Object.entries(jobs).flatMap(([id, { if: condition = 'true', needs = [] }]) =>
    needs.length === 0 &&
    runInNewContext(condition.replace(/^\$\{\{ (.*) \}\}$/, '$1'), scope) === true
      ? [id]
      : [],
  );
}

const finished = (conclusion: string) => ({
  event_name: 'workflow_run',
  ref: 'refs/heads/main',
  event: {
    workflow_run: {
      conclusion,
      event: 'push',
      head_branch: 'main',
      head_repository: { full_name: 'acme/todo' },
    },
  },
});

const dispatched = (ref: string) => ({ event_name: 'workflow_dispatch', ref });

test.each([
  ['pushedChart build', { event_name: 'push', ref: 'refs/heads/main' }, {}, 'ci_checks'],
  ['pushedChart build', dispatched('refs/heads/fix'), {}, 'ci_refuse'],
  ['pushedChart deploy-staging', finished('success'), {}, 'ci_deploy'],
  ['pushedChart deploy-staging', finished('failure'), {}, undefined],
  ['pushedChart deploy-staging', dispatched('refs/heads/main'), {}, 'ci_again'],
  ['pushedChart deploy-staging', dispatched('refs/heads/fix'), {}, 'ci_refuse'],
  [
    'pushedChart deploy-production',
    { event_name: 'release', ref: 'refs/tags/v1.2.0' },
    {},
    'ci_promote',
  ],
  [
    'pushedChart deploy-production',
    { event_name: 'release', ref: 'refs/tags/nightly' },
    {},
    'ci_refuse',
  ],
  ['pushedChart deploy-production', dispatched('refs/tags/v1.2.0'), { hotfix: false }, 'ci_again'],
  ['pushedChart deploy-production', dispatched('refs/heads/main'), { hotfix: false }, 'ci_refuse'],
  ['pushedChart deploy-production', dispatched('refs/heads/main'), { hotfix: true }, 'ci_checks'],
  ['pushedChart deploy-production', dispatched('refs/heads/fix'), { hotfix: true }, 'ci_refuse'],
  ['pushedChart deploy-production', dispatched('refs/tags/v1.2.0'), { hotfix: true }, 'ci_refuse'],
  ['pushedOverlays deploy-prod', { event_name: 'push', ref: 'refs/heads/main' }, {}, 'ci_promote'],
  ['pushedOverlays deploy-prod', dispatched('refs/heads/main'), { hotfix: false }, 'ci_again'],
  ['pushedOverlays deploy-prod', dispatched('refs/heads/next'), { hotfix: true }, 'ci_refuse'],
] as const)(
  '%s at %o with %o begins with one job at most, and what nobody takes is refused aloud',
  (name, github, inputs, job) => {
    expect(begun(workflowOf(`${name}.yaml`), github, inputs)).toEqual(
      job === undefined ? [] : [job],
    );
  },
);

test('a refusal names the commands that do something, and no channel hears of it', () => {
  const { jobs } = workflowOf('pushedChart deploy-production.yaml');
  expect(jobs['ci_refuse']?.steps?.[0]?.env?.['CHOICE']).toBe(
    'publish a release with a tag v*; redeploy: ' +
      'gh workflow run deploy-production.yaml --ref <tag>; hotfix: ' +
      'gh workflow run deploy-production.yaml --ref main -f hotfix=true',
  );
  expect(jobs['ci_notify']?.needs).toEqual([
    'ci_promote',
    'ci_again',
    'ci_checks',
    'ci_images',
    'ci_hotfix',
  ]);
});

test('a build by hand of another branch does not take the place of one that waits', () => {
  expect(workflowOf('pushedChart build.yaml').concurrency?.['group']).toBe(
    'build-${{ github.ref }}',
  );
});
