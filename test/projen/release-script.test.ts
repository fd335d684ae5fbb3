import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { trustFolder } from '../../src/projen/project-folder.ts';
import { runConfig } from '../../src/projen/run-config.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import { setImage } from '../../src/release/release-file.ts';
import { leave } from '../../src/write/leave.ts';
import { resync } from '../../src/write/resync.ts';
import { type Service, configs, options } from './leave-helpers.ts';

const tag = 'c'.repeat(40);

const digest = `sha256:${'a'.repeat(64)}`;

let standalone: Service;

beforeAll(async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'leave-')));
  writeFileSync(
    join(root, '.projenrc.ts'),
    "import { GitOpsService } from 'create-gitops-service';\nnew GitOpsService({ name: " +
      "'orders', repository: 'https://github.com/acme/orders', " +
      `${configs.everything} }).synth();\n`,
  );
  const { files: generated } = await runConfig(trustFolder(root));
  resync(root, generated, options);
  const { files } = await runConfig(trustFolder(root), undefined, 'standalone');
  leave(root, {
    generated,
    standalone: files,
    goes: ['.projen/tasks.json', '.projenrc.ts'],
    toolVersion: '1.2.3',
  });
  standalone = { root, left: () => Promise.reject(new Error('left already')) };
  return () => rmSync(root, { recursive: true });
});

const fileOf = (environment: string): string =>
  join(standalone.root, `k8s/overlays/${environment}/release/kustomization.yaml`);

const textOf = (environment: string): string => readFileSync(fileOf(environment), 'utf8');

const release = (...words: string[]) =>
  spawnSync(join(standalone.root, 'scripts/release.sh'), words, {
    cwd: tmpdir(),
    encoding: 'utf8',
  });

test('the release script writes what set-image wrote, and keeps every other byte', () => {
  const plan = makePlan(
    parseConfig({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      components: {
        server: {},
        worker: { build: { context: 'worker' }, routes: [] },
        legacy: { runtime: { kind: 'custom' }, build: { context: 'legacy' }, routes: [] },
      },
    }),
  );
  const original = `# top\n${textOf('dev').replace('newTag: unreleased', 'newTag: unreleased # by hand')}# end\n`;
  writeFileSync(fileOf('dev'), original);
  const wanted = plan.components
    .slice(0, 2)
    .reduce(
      (text, { image }) => setImage(text, { repository: image.repository, tag, digest }),
      original,
    );
  const repository = plan.components[0]?.image.repository ?? '';
  expect(
    release('set-image', 'dev', `server=${repository}:${tag}@${digest}`, `worker=${tag}@${digest}`),
  ).toMatchObject({ status: 0, stderr: '' });
  expect(textOf('dev')).toBe(wanted);
  expect(textOf('dev')).toContain('# by hand');
});

test('the release script promotes what was released and built from this tree, and refuses the rest', () => {
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd: standalone.root,
      encoding: 'utf8',
    }).trim();
  const before = textOf('staging');
  expect(release('promote', 'dev', 'staging')).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('unreleased'),
  });
  git('init', '-q');
  git('add', '--all');
  git('commit', '-qm', 'x');
  const built = git('rev-parse', 'HEAD');
  expect(
    release(
      'set-image',
      'dev',
      ...['server', 'worker', 'legacy'].map((name) => `${name}=${built}@${digest}`),
    ).status,
  ).toBe(0);
  git('commit', '-qam', 'release');
  for (const words of [
    ['promote', 'dev', 'prod'],
    ['promote', 'staging', 'dev'],
    ['promote', 'dev'],
    ['promote', 'dev', 'staging', '--verify'],
    ['promote', 'dev', 'staging', '--approved', 'x'],
    ['set-image', 'dev', 'server=latest'],
    ['set-image', 'dev', `server=${tag}`],
    ['set-image', '../x', `server=${tag}@${digest}`],
    ['set-image', 'dev', `server=other/x:${tag}@${digest}`],
    ['nope'],
    [],
  ])
    expect(release(...words), words.join(' ')).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/^error: /),
    });
  expect(textOf('staging')).toBe(before);
  expect(release('promote', 'dev', 'staging', '--verify-source')).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect(textOf('staging').match(new RegExp(`"${built}"`, 'g'))).toHaveLength(3);
  writeFileSync(join(standalone.root, 'Dockerfile.new'), 'x\n');
  git('add', '--all');
  git('commit', '-qm', 'source');
  expect(release('promote', 'dev', 'staging', '--verify-source')).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('Dockerfile.new'),
  });
});

test('with --push the newest commit is edited and pushed, and a branch that moves is met again', () => {
  const origin = realpathSync(mkdtempSync(join(tmpdir(), 'origin-')));
  const clone = realpathSync(mkdtempSync(join(tmpdir(), 'clone-')));
  onTestFinished(() => {
    for (const folder of [origin, clone]) rmSync(folder, { recursive: true, force: true });
  });
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const git = (folder: string, ...words: string[]): string =>
    execFileSync('git', words, {
      cwd: folder,
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  cpSync(standalone.root, clone, { recursive: true, filter: (path) => !path.endsWith('/.git') });
  git(origin, 'init', '-q', '--bare', '-b', 'dev');
  git(clone, 'init', '-q', '-b', 'dev');
  git(clone, 'add', '--all');
  git(clone, 'commit', '-qm', 'x');
  git(clone, 'remote', 'add', 'origin', origin);
  git(clone, 'push', '-q', 'origin', 'dev', 'dev:staging');
  // Somebody else pushes between the fetch and the push, once.
  writeFileSync(
    join(clone, '.git/hooks/pre-push'),
    `#!/bin/sh\n[ -e "${clone}/.git/raced" ] && exit 0\ntouch "${clone}/.git/raced"\n` +
      'unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE\n' +
      `cd "${origin}" && commit=$(git commit-tree -p refs/heads/dev -m race ` +
      '"refs/heads/dev^{tree}") && git update-ref refs/heads/dev "$commit"\n',
    { mode: 0o755 },
  );
  writeFileSync(join(clone, 'Dockerfile'), 'half a thought\n');
  const push = (...words: string[]) =>
    spawnSync(join(clone, 'scripts/release.sh'), words, { cwd: clone, encoding: 'utf8', env });
  const built = git(clone, 'rev-parse', 'HEAD');
  const words = ['server', 'worker', 'legacy'].map((name) => `${name}=${built}@${digest}`);
  expect(push('set-image', 'dev', ...words, '--push')).toMatchObject({ status: 0 });
  expect(git(origin, 'log', '--format=%s', 'dev').split('\n').slice(0, 2)).toEqual([
    `chore(release): dev runs ${built}@${digest}`,
    'race',
  ]);
  expect(git(origin, 'show', 'dev:k8s/overlays/dev/release/kustomization.yaml')).toContain(
    `"${built}"`,
  );
  expect(push('set-image', 'dev', ...words, '--push').stdout).toContain('Already up to date');
  expect([
    git(clone, 'status', '--porcelain', '--', 'Dockerfile'),
    git(clone, 'worktree', 'list').split('\n').length,
  ]).toEqual(['M Dockerfile', 1]);
  // What was merged to staging is what dev was built from, so it is promoted there.
  git(origin, 'update-ref', 'refs/heads/staging', 'refs/heads/dev');
  expect(
    push(
      'promote',
      'dev',
      'staging',
      '--if-released',
      '--verify-source',
      '--approved',
      built,
      '--push',
    ),
  ).toMatchObject({ status: 0 });
  expect(git(origin, 'log', '-1', '--format=%s', 'staging')).toBe(
    'chore(release): promote dev to staging',
  );
});
