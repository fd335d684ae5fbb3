import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ciFiles, runSteps } from '../../src/files/ci/index.ts';
import { deployWorkflow, paths } from '../../src/plan/paths.ts';
import { unreleasedTag } from '../../src/plan/unreleased.ts';
import { plans } from './plans.ts';

const file = paths.release('prod');
const gitEnvironment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_AUTHOR_NAME: 't', GIT_AUTHOR_EMAIL: 't@example.com', GIT_COMMITTER_NAME: 't', GIT_COMMITTER_EMAIL: 't@example.com' };
const git = (folder: string, ...words: readonly string[]): string => execFileSync('git', words, { cwd: folder, encoding: 'utf8', env: gitEnvironment, stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** The script of a step in a release job of `minimal`, as its workflow runs it. */
function scriptOf(job: string, name = 'Write the release and push it'): string {
  const spec = ciFiles(plans.minimal).find(({ path }) => path === paths.workflow(deployWorkflow('prod')));
  const steps = spec?.content.kind === 'yaml' ? spec.content.documents.flatMap(runSteps) : [];
  const script = steps.find((step) => step.job === job && step.name === name)?.script;
  if (script === undefined) throw new Error(`no step ${name} in ${job}`);
  return script;
}

/** A bare origin, a clone for the workflow and one for a colleague; `npx` and `sleep` are stand-ins on PATH. */
function aRemote() {
  const root = mkdtempSync(join(tmpdir(), 'push-'));
  const [origin, clone, colleague, bin] = ['origin', 'clone', 'colleague', 'bin'].map((name) => join(root, name)) as [string, string, string, string];
  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', origin);
  git(root, 'clone', '--quiet', origin, colleague);
  commit(colleague, file, 'tag: old\n');
  git(colleague, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  git(root, 'clone', '--quiet', origin, clone);
  mkdirSync(bin);
  program(bin, 'sleep', 'exit 0');
  const runner = (job: string) => spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scriptOf(job)], {
    cwd: clone, encoding: 'utf8',
    env: { ...gitEnvironment, PATH: `${bin}:${process.env['PATH'] ?? ''}`, GITHUB_SHA: git(clone, 'rev-parse', 'HEAD'), BRANCH: 'main', RELEASE_FILE: file, PUSH_TOKEN: 'x', DIGEST_0: 'sha256:d', ORIGIN: origin, COLLEAGUE: colleague },
  });
  return { origin, colleague, bin, runner };
}

function commit(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', `change ${path}`);
}

function program(bin: string, name: string, body: string): void {
  writeFileSync(join(bin, name), `#!/usr/bin/env bash\nset -euo pipefail\n${body}\n`);
  chmodSync(join(bin, name), 0o755);
}

const write = `echo "tag: new" >"${file}"`;
const push = 'cd "$COLLEAGUE" && git pull --quiet --rebase origin main && git commit --quiet --allow-empty --message race && git push --quiet origin HEAD:refs/heads/main';

test('the release is written, committed and pushed', () => {
  const { origin, bin, runner } = aRemote();
  program(bin, 'npx', `echo "$*" >"$ORIGIN/words"; ${write}`);
  expect(runner('ci_hotfix')).toMatchObject({ status: 0 });
  expect(git(origin, 'show', `main:${file}`)).toBe('tag: new');
  expect(git(origin, 'log', '-1', '--format=%s', 'main')).toMatch(/^chore\(release\): prod runs [0-9a-f]{40}$/);
  expect(execFileSync('cat', [join(origin, 'words')], { encoding: 'utf8' })).toMatch(/^--no-install gitops-service set-image prod server=ghcr.io\/acme\/orders:[0-9a-f]{40}@sha256:d\n$/);
});

test('a branch that moves meanwhile is met by another attempt, and nobody loses a commit', () => {
  const { origin, bin, runner } = aRemote();
  program(bin, 'npx', `${write}\nif [[ ! -e "$ORIGIN/raced" ]]; then touch "$ORIGIN/raced"; (${push}); fi`);
  expect(runner('ci_hotfix')).toMatchObject({ status: 0 });
  expect(git(origin, 'log', '--format=%s', 'main').split('\n').map((line) => line.replace(/ [0-9a-f]{40}/, ''))).toEqual(['chore(release): prod runs', 'race', `change ${file}`]);
});

test('a branch that never rests is an error after five attempts', () => {
  const { origin, bin, runner } = aRemote();
  program(bin, 'npx', `${write}\n(${push})`);
  const { status, stdout } = runner('ci_hotfix');
  expect(status).toBe(1);
  expect(stdout).toContain('::error::main moved');
  expect(git(origin, 'log', '--format=%s', 'main').split('\n').filter((line) => line === 'race')).toHaveLength(5);
});

test('a release that stands already makes no commit', () => {
  const { origin, bin, runner } = aRemote();
  program(bin, 'npx', 'exit 0');
  expect(runner('ci_hotfix')).toMatchObject({ status: 0 });
  expect(git(origin, 'rev-list', '--count', 'main')).toBe('1');
});

test('a refused promotion stops the job and pushes nothing', () => {
  const { origin, bin, runner } = aRemote();
  program(bin, 'npx', 'exit 3');
  expect(runner('ci_promote')).toMatchObject({ status: 3 });
  expect(git(origin, 'rev-list', '--count', 'main')).toBe('1');
});

test('what was approved is what is promoted: newer sources on the branch stop it, newer releases and secrets do not', () => {
  const moved = aRemote();
  program(moved.bin, 'npx', write);
  commit(moved.colleague, 'src/index.ts', 'newer');
  git(moved.colleague, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  const { status, stdout } = moved.runner('ci_promote');
  expect({ status, told: stdout.includes('approve the newest run') }).toEqual({ status: 1, told: true });

  const released = aRemote();
  program(released.bin, 'npx', write);
  commit(released.colleague, file, 'tag: other\n');
  commit(released.colleague, paths.sealedSecret('prod', 'orders-secrets'), 'sealed');
  git(released.colleague, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  expect(released.runner('ci_promote')).toMatchObject({ status: 0 });
  expect(git(released.origin, 'log', '-1', '--format=%s', 'main')).toBe('chore(release): promote dev to prod');
});

test.each([
  ['nothing has been released', [unreleasedTag, unreleasedTag], '', '::notice::dev has released nothing yet'],
  ['one of two components has been released', [unreleasedTag, 'c'.repeat(40)], 'found=true\n', ''],
])('where %s a promotion knows it before it begins', (_, tags, output, said) => {
  const folder = mkdtempSync(join(tmpdir(), 'look-'));
  const [released, outputs] = [join(folder, 'kustomization.yaml'), join(folder, 'outputs')];
  writeFileSync(released, `images:\n${tags.map((tag) => `  - name: a\n    newTag: "${tag}"\n`).join('')}`);
  writeFileSync(outputs, '');
  const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scriptOf('ci_promote', 'Look for a release of dev')], { encoding: 'utf8', env: { PATH: process.env['PATH'], RELEASED: released, GITHUB_OUTPUT: outputs } });
  expect({ status, output: readFileSync(outputs, 'utf8'), said: stdout.startsWith(said) && (said !== '' || stdout === '') }).toEqual({ status: 0, output, said: true });
});
