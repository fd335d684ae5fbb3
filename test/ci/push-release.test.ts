import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { ciFiles } from './ci-files.ts';
import { render } from '../../src/render/render.ts';
import { deployWorkflow, paths } from '../../src/plan/paths.ts';
import { aService } from '../cli/a-service.ts';
import { digestOf, write } from '../release/a-project.ts';
import { git } from '../release/a-remote.ts';
import { plans } from './plans.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The step of a release job of `minimal` that pushes. */
function stepOf(environment: string, job: string): Required<Step> {
  const spec = ciFiles(plans.minimal).find(
    ({ path }) => path === paths.workflow(deployWorkflow(environment)),
  );
  const { jobs } = parse(spec === undefined ? '' : render(spec)) as {
    readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[] }>>;
  };
  const step = jobs[job]?.steps?.find(({ name }) => name === 'Write the release and push it');
  if (step?.run === undefined || step.env === undefined) throw new Error(`no push step in ${job}`);
  return { name: '', run: step.run, env: step.env };
}

const values: Readonly<Record<string, string>> = {
  'needs.build_server.outputs.digest': digestOf('d'),
  'steps.app.outputs.token || github.token': 'canary',
  'github.server_url': 'https://github.com',
};

/** The step's variables, as GitHub fills in its expressions. */
const environmentOf = ({ env }: Required<Step>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).map(([name, text]) => [
      name,
      text.replaceAll(
        /\$\{\{ (.*?) \}\}/g,
        (_, expression: string) => values[expression] ?? `no value for ${expression}`,
      ),
    ]),
  );

/** A bare origin with a created service on dev and main, a checkout of each for the workflow, and a colleague. */
function aRepository() {
  const root = mkdtempSync(join(tmpdir(), 'push-'));
  const [origin, colleague, bin] = [join(root, 'origin'), aService(), join(root, 'npx')];
  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', origin);
  git(colleague, 'init', '--quiet', '--initial-branch=main');
  git(colleague, 'remote', 'add', 'origin', origin);
  const push = (branch: string): string => {
    git(colleague, 'add', '--all');
    git(colleague, 'commit', '--quiet', '--allow-empty', '--message', 'change');
    git(colleague, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
    return git(colleague, 'rev-parse', 'HEAD');
  };
  push('main');
  push('dev');
  const program = join(inject('installed'), 'create-gitops-service', 'dist', 'gitops-service.js');
  writeFileSync(
    bin,
    '#!/bin/sh\n[ "$1 $2" = "--no-install gitops-service" ] || exit 99\nshift 2\n' +
      `exec "${process.execPath}" "${program}" "$@"\n`,
  );
  chmodSync(bin, 0o755);
  let count = 0;
  const checkout = (branch: string): string => {
    const path = join(root, `checkout-${String((count += 1))}`);
    git(root, 'clone', '--quiet', '--branch', branch, origin, path);
    return path;
  };
  const runner = (environment: string, job: string, at: string) => {
    const step = stepOf(environment, job);
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run],
      {
        cwd: at,
        encoding: 'utf8',
        env: {
          ...process.env,
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_SYSTEM: '/dev/null',
          PATH: `${dirname(bin)}:${process.env['PATH'] ?? ''}`,
          GITHUB_SHA: git(at, 'rev-parse', 'HEAD'),
          ...environmentOf(step),
        },
      },
    );
    expect(stdout + stderr).not.toContain('canary');
    return { status, stdout, stderr };
  };
  return { origin, colleague, push, checkout, runner };
}

const fileAt = (origin: string, branch: string, environment: string): string =>
  git(origin, 'show', `${branch}:${paths.release(environment)}`);

test('a deployment pushes what it built; its merge is promoted while releases and secrets come in between', () => {
  const { origin, colleague, push, checkout, runner } = aRepository();
  const built = git(origin, 'rev-parse', 'dev');
  expect(runner('prod', 'ci_promote', checkout('main'))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('nothing to promote') as string,
  });
  expect(runner('dev', 'ci_release', checkout('dev'))).toMatchObject({ status: 0, stderr: '' });
  expect(fileAt(origin, 'dev', 'dev')).toContain(
    `newTag: "${built}"\n    digest: "${digestOf('d')}"`,
  );
  expect(git(origin, 'log', '-1', '--format=%s, %an', 'dev')).toBe(
    `chore(release): dev runs ${built}, github-actions[bot]`,
  );
  git(colleague, 'pull', '--quiet', '--rebase', 'origin', 'dev');
  push('main');
  const approved = checkout('main');
  write(colleague, paths.sealedSecret('prod', 'orders-secrets'), 'sealed');
  push('main');
  expect(runner('prod', 'ci_promote', approved)).toMatchObject({ status: 0, stderr: '' });
  expect(fileAt(origin, 'main', 'prod')).toBe(fileAt(origin, 'main', 'dev'));
  expect(git(origin, 'log', '-1', '--format=%s', 'main')).toBe(
    'chore(release): promote dev to prod',
  );
  expect(runner('prod', 'ci_promote', approved)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('already') as string,
  });
  expect(
    git(origin, 'log', '--format=%s', 'main')
      .split('\n')
      .filter((title) => title.includes('promote')),
  ).toHaveLength(1);
});

test('sources that came after the approval stop a promotion; a hotfix is built from them', () => {
  const { origin, colleague, push, checkout, runner } = aRepository();
  runner('dev', 'ci_release', checkout('dev'));
  git(colleague, 'pull', '--quiet', '--rebase', 'origin', 'dev');
  push('main');
  const approved = checkout('main');
  write(colleague, 'src/newer.ts', 'export {};\n');
  const newer = push('main');
  expect(runner('prod', 'ci_promote', approved)).toMatchObject({
    status: 3,
    stderr: expect.stringMatching(
      /the branch has changed since the approved commit [0-9a-f]{12}: .*src\/newer\.ts/,
    ) as string,
  });
  expect(git(origin, 'rev-parse', 'main')).toBe(newer);
  expect(runner('prod', 'ci_hotfix', checkout('main'))).toMatchObject({ status: 0 });
  expect(fileAt(origin, 'main', 'prod')).toContain(newer);
});

test('the token goes to the server of the workflow alone, and no helper of the runner may keep it', () => {
  const settings = join(mkdtempSync(join(tmpdir(), 'settings-')), 'gitconfig');
  writeFileSync(
    settings,
    '[credential]\n\thelper = "!echo username=runner; echo password=runner; :"\n',
  );
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: settings,
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    ...environmentOf(stepOf('prod', 'ci_promote')),
  };
  const ask = (host: string) =>
    spawnSync('git', ['credential', 'fill'], {
      input: `protocol=https\nhost=${host}\n`,
      encoding: 'utf8',
      env,
    });
  const helpers = execFileSync(
    'git',
    ['config', '--get-urlmatch', 'credential.helper', 'https://github.com/acme/orders'],
    { encoding: 'utf8', env },
  );
  expect(helpers).toContain('PUSH_TOKEN');
  expect(helpers).not.toContain('canary');
  expect(ask('github.com').stdout).toContain('username=x-access-token\npassword=canary');
  expect(ask('example.com').stdout).toContain('password=runner');
});
