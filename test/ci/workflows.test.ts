import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { actions } from '../../src/files/workflows/actions.ts';
import { runSteps } from '../../src/files/ci/index.ts';
import { render } from '../../src/render/render.ts';
import { ciFiles } from './ci-files.ts';
import { plans } from './plans.ts';
import { workflows, workflowOf, type Job } from './workflow-helpers.ts';

describe.each(workflows)('$name', ({ spec, text, workflow }) => {
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, { steps: own = [] }]) => own);

  test('every run step is bash that parses', () => {
    const scripts = spec.content.kind === 'yaml' ? spec.content.documents.flatMap(runSteps) : [];
    expect(scripts.length).toBe(steps.filter(({ run }) => run !== undefined).length);
    for (const { name, script } of scripts) {
      const { status, stderr } = spawnSync('bash', ['-n'], {
        input: script.replaceAll(/\$\{\{.*?\}\}/g, 'x'),
        encoding: 'utf8',
      });
      expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: '' });
    }
  });

  test('no expression stands inside a script, so nobody can inject one', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  test('actions are pinned by commit, with the version that the table knows beside it', () => {
    const used = [...text.matchAll(/uses: (?!\.\/)(\S+)@(\S+) +# (\S+)$/gm)].map(
      ([, name, sha, version]) => ({ name, sha, version }),
    );
    expect(used.length).toBe(steps.filter(({ uses }) => uses !== undefined).length);
    for (const { name, ...pin } of used) expect(actions).toHaveProperty([String(name)], pin);
  });

  test('nothing is allowed unless a job says so and why', () => {
    expect(workflow.permissions).toEqual({});
    for (const [, job] of jobs) expect(job.permissions).toBeDefined();
    for (const line of text
      .split('\n')
      .filter((candidate) => /^ {6}(?:contents|packages|pull-requests):/.test(candidate)))
      expect(line).toMatch(/# to /);
  });

  test('every job ends, every step has a name, no checkout leaves a token', () => {
    for (const [, job] of jobs)
      if (job.uses === undefined) expect(job['timeout-minutes']).toBeGreaterThan(0);
    for (const step of steps) expect(step.name).toBeTruthy();
    for (const step of steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@')))
      expect(step.with?.['persist-credentials']).toBe(false);
  });

  test('secrets are read in jobs with an environment only', () => {
    for (const [id, job] of jobs)
      if (/secrets\.[A-Z]/.test(JSON.stringify(job)))
        expect({ id, has: job.environment !== undefined }).toEqual({ id, has: true });
  });

  test('a job that publishes or pushes uses no cache', () => {
    for (const [id, job] of jobs.filter(
      ([, { permissions = {}, environment }]) =>
        environment !== undefined || Object.values(permissions).includes('write'),
    )) {
      const inputs = (job.steps ?? []).map((step) => step.with ?? {});
      for (const input of inputs)
        expect({ id, input }).not.toMatchObject({
          input: { 'cache-to': expect.anything() as unknown },
        });
      expect(JSON.stringify(inputs)).not.toMatch(/"cache":"(?!false)/);
    }
  });

  test('no commit is hidden from workflows', () => {
    expect(text).not.toMatch(/skip ci/i);
  });
});

test.each(workflows.filter(({ name }) => name.includes('deploy-')))(
  '$name keeps every run in order and does not start itself',
  ({ name, plan, workflow }) => {
    const environment = plan.environments.find((candidate) =>
      name.endsWith(` deploy-${candidate.name}.yaml`),
    );
    expect(workflow.concurrency).toEqual({
      group: `deploy-${environment?.name ?? ''}`,
      'cancel-in-progress': false,
      queue: 'max',
    });
    if (workflow.on['push'] !== undefined)
      expect(workflow.on['push']['paths-ignore']).toContain(environment?.releaseFile);
  },
);

test('a pull request runs every script and the audit, and builds every image without pushing', () => {
  const scripts = (workflowOf('pnpmBitwardenSlack checks.yaml').jobs['server']?.steps ?? []).map(
    ({ run }) => run,
  );
  for (const script of [
    'typecheck',
    'lint',
    'test:unit',
    'test:integration',
    'check:circular',
    'datasets:validate',
  ])
    expect(scripts).toContain(`pnpm run ${script}`);
  expect(scripts).toContain('pnpm audit --audit-level=critical');
  const { jobs } = workflowOf('manyGrypeDiscord pull-request.yaml');
  const builds = Object.values(jobs).flatMap(({ steps = [] }) =>
    steps.filter(({ uses = '' }) => uses.startsWith('docker/build-push-action')),
  );
  expect(
    builds.map((step) => [step.with?.['context'], step.with?.['file'], step.with?.['push']]),
  ).toEqual([
    ['services/api', 'services/api/Dockerfile', false],
    ['services/jobs', 'docker/jobs.Dockerfile', false],
    ['services/legacy', 'services/legacy/Dockerfile', false],
  ]);
});

test('a promotion that finds nothing released ends well, and one of another tree does not', () => {
  expect(workflowOf('minimal deploy-prod.yaml').jobs['ci_promote']?.steps?.at(-1)?.run).toBe(
    'npx --no-install gitops-service promote dev prod --if-released --verify-source --approved "${GITHUB_SHA}" --push',
  );
});

test('the required check waits for every other job but the comment, which is news and no check', () => {
  const { jobs } = workflowOf('manyGrypeDiscord pull-request.yaml');
  expect(jobs['ci_result']?.name).toBe('Pull request');
  expect(jobs['ci_result']?.needs).toEqual(
    Object.keys(jobs).filter((id) => id !== 'ci_result' && id !== 'ci_comment'),
  );
});

test('a deployment runs the same checks before it builds, and releases by digest what it built', () => {
  const { jobs } = workflowOf('minimal deploy-dev.yaml');
  expect(jobs['ci_checks']?.uses).toBe('./.github/workflows/checks.yaml');
  expect(jobs['build_server']?.needs).toEqual(['ci_checks']);
  expect(jobs['ci_release']?.needs).toEqual(['build_server']);
  expect(jobs['build_server']?.permissions).toEqual({ contents: 'read', packages: 'write' });
  const push = jobs['ci_release']?.steps?.at(-1);
  expect(push?.run).toContain(
    'gitops-service set-image dev "server=ghcr.io/acme/orders:${GITHUB_SHA}@${DIGEST_0}"',
  );
  expect(push?.env?.['DIGEST_0']).toBe('${{ needs.build_server.outputs.digest }}');
});

test('git learns what runs after it runs, and the way into the cluster is known to as few steps as can be', () => {
  for (const [file, job] of [
    ['deploy-staging', 'ci_deploy'],
    ['deploy-production', 'ci_promote'],
    ['deploy-production', 'ci_hotfix'],
  ] as const) {
    const steps = workflowOf(`pushedChart ${file}.yaml`).jobs[job]?.steps ?? [];
    expect(steps.slice(-5).map(({ name }) => name)).toEqual([
      'Install doctl',
      'Connect to the cluster',
      'Deploy',
      'Remove the cluster credentials',
      'Record the deployment',
    ]);
    expect(
      steps
        .filter((step) => JSON.stringify(step).includes('DIGITALOCEAN_ACCESS_TOKEN'))
        .map(({ name }) => name),
    ).toEqual(['Install doctl']);
    expect(steps.find(({ name }) => name === 'Deploy')?.env).toEqual({
      KUBECONFIG: '${{ runner.temp }}/kubeconfig',
      DOMAIN: '${{ vars.DOMAIN }}',
    });
    expect(steps.some(({ run = '' }) => run.includes('deploy.sh') && run.includes('--push'))).toBe(
      false,
    );
  }
});

test('a release deploys the digests that were tested, from its tag; under Argo CD it writes them to the branch', () => {
  const pushed = workflowOf('pushedChart deploy-production.yaml');
  expect(pushed.on).toMatchObject({ release: { types: ['released'] } });
  const promotion = pushed.jobs['ci_promote']?.steps ?? [];
  expect(promotion.find(({ name }) => name === 'Copy the tested release')?.run).toContain(
    'promote staging production --verify-source --approved "${GITHUB_SHA}" --json',
  );
  expect(promotion.find(({ name }) => name === 'Check out')?.with?.['ref']).toBe(
    '${{ github.sha }}',
  );
  const pulled = workflowOf('argocdRelease deploy-prod.yaml');
  expect(pulled.on).toMatchObject({ release: { types: ['released'] } });
  expect(pulled.on['push']).toBeUndefined();
  expect(
    pulled.jobs['ci_promote']?.steps?.find(({ name }) => name === 'Check out')?.with?.['ref'],
  ).toBe('main');
});

test('an advisory of today stops reviews and builds, but neither a promotion nor a hotfix', () => {
  const stepsOf = (workflow: string, job: string, name: RegExp): unknown[] =>
    (workflowOf(`pushedChart ${workflow}.yaml`).jobs[job]?.steps ?? [])
      .filter((step) => name.test(step.name ?? ''))
      .map((step) => ('continue-on-error' in step ? step['continue-on-error'] : undefined));
  expect(stepsOf('checks', 'api', /^Audit/)).toEqual(['${{ inputs.urgent }}']);
  expect(workflowOf('pushedChart pull-request.yaml').jobs['ci_checks']?.with).toBeUndefined();
  expect(workflowOf('pushedChart build.yaml').jobs['ci_checks']?.with).toBeUndefined();
  expect(stepsOf('build', 'ci_images', /^Scan/)).toEqual([undefined]);
  const { jobs } = workflowOf('pushedChart deploy-production.yaml');
  expect(jobs['ci_promote']?.needs).toBeUndefined();
  expect(jobs['ci_checks']?.with).toEqual({ urgent: true });
  expect(stepsOf('deploy-production', 'ci_images', /^Scan/)).toEqual([true]);
});

test('what a pull request brings never runs where comments may be written', () => {
  const { jobs } = workflowOf('minimal pull-request.yaml');
  const writers = Object.entries(jobs).filter(([, { permissions = {} }]) =>
    Object.values(permissions).includes('write'),
  );
  expect(writers.map(([id]) => id)).toEqual(['ci_comment']);
  const { permissions, steps = [], if: condition } = jobs['ci_comment'] as Job & { if?: string };
  expect(permissions).toEqual({ 'pull-requests': 'write' });
  expect(steps.map(({ uses }) => uses)).toEqual([undefined]);
  expect(steps[0]?.run).not.toMatch(/npm|npx|node |gitops-service diff|eval|source /);
  expect(condition).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  expect(jobs['ci_rendered']?.permissions).toEqual({ contents: 'read' });
});

test('jobs ask for every label, and actionlint knows those that are not of GitHub', () => {
  const files = ciFiles(plans.pushedOverlays).map((spec) => [spec.path, render(spec)] as const);
  const text = (path: string): string => files.find(([name]) => name === path)?.[1] ?? '';
  expect(text('.github/workflows/pull-request.yaml')).toMatch(
    /runs-on:\n +- self-hosted\n +- linux\n +- gitops\n/,
  );
  expect(parse(text('.github/actionlint.yaml'))).toMatchObject({
    'self-hosted-runner': { labels: ['gitops'] },
  });
});
