import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { runConfig } from '../../src/projen/run-config.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import { setImage } from '../../src/release/release-file.ts';
import { leave } from '../../src/write/leave.ts';
import { eject } from '../../src/write/records.ts';
import { readRescuedContents } from '../../src/write/rescued-contents.ts';
import { resync } from '../../src/write/resync.ts';
import { build } from '../kustomize/binary.ts';
import { treeOf } from '../write/helpers.ts';

const configs = {
  minimal: 'components: { server: {} }',
  everything: `components: { server: { secretEnv: ['JWT_SECRET'], checks: ['smoke'] }, worker: { build: { context: 'worker' }, routes: [] }, legacy: { runtime: { kind: 'custom' }, build: { context: 'legacy' }, routes: [] } }, owners: ['@acme/a'],
    dataStores: { db: { kind: 'postgres', version: 18, storage: '1Gi', backup: { kind: 'object-store', destination: 's3://backups/db' } }, cache: { kind: 'redis' } },
    environments: { dev: { branch: 'dev', deploy: 'on-push' }, staging: { branch: 'staging', deploy: 'on-promotion' }, prod: { branch: 'main', deploy: 'on-promotion' } }`,
} as const;

const options = { takeOver: false, toolVersion: '1.2.3' };

interface Service {
  readonly root: string;
  readonly left: () => Promise<ReturnType<typeof leave>>;
}

async function aService(body: string, more = ''): Promise<Service> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'leave-')));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const source =
    "import { GitOpsService } from 'create-gitops-service';\n" +
    "import { JsonFile } from 'create-gitops-service/projen';\n" +
    "const project = new GitOpsService({ name: 'orders', repository: " +
    `'https://github.com/acme/orders', ${body} });\n${more}\nproject.synth();\n`;
  writeFileSync(join(root, '.projenrc.ts'), source);
  const { files: generated } = await runConfig(root);
  resync(root, generated, options);
  return {
    root,
    left: async () => {
      const { files: standalone } = await runConfig(root, undefined, 'standalone');
      return leave(root, {
        generated,
        standalone,
        goes: ['.projen/tasks.json', '.projenrc.ts'],
        toolVersion: '1.2.3',
      });
    },
  };
}

const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
const overlays = (root: string): Promise<unknown[]> =>
  Promise.all(
    readdirSync(join(root, 'k8s/overlays'))
      .sort()
      .map((name) => build(join(root, 'k8s/overlays', name))),
  );
const mentions = (root: string): string[] =>
  filesIn(root)
    .filter((path) => !path.startsWith('.gitops/rescued/'))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .filter((line) => /projen|gitops-service|the generator|Generated from/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );

test.each(Object.entries(configs))(
  'a service with %s that is left builds the same objects, and names no command of ours',
  async (_, body) => {
    const { root, left } = await aService(
      body,
      "new JsonFile(project, 'extra.json', { obj: { a: 1 } });",
    );
    const before = await overlays(root);
    await left();
    expect(await overlays(root)).toEqual(before);
    // The name of a ruleset on GitHub: another one would be made beside it.
    expect(
      mentions(root).filter(
        (line) => !/scripts\/github-setup\.sh:.*name="create-gitops-service: \$1"/.test(line),
      ),
    ).toEqual([]);
    for (const path of ['.projenrc.ts', '.projen', '.gitops/inventory.json', '.gitops/lock'])
      expect(existsSync(join(root, path)), path).toBe(false);
    expect(JSON.parse(readFileSync(join(root, 'extra.json'), 'utf8'))).toEqual({ a: 1 });
    const workflows = filesIn(join(root, '.github/workflows'))
      .map((name) => readFileSync(join(root, '.github/workflows', name), 'utf8'))
      .join('');
    expect(workflows).toMatch(/\.\/scripts\/release\.sh set-image dev .* --push$/m);
    expect(workflows).toMatch(
      /\.\/scripts\/release\.sh promote \w+ prod --if-released --verify-source --approved "\$\{GITHUB_SHA\}" --push/,
    );
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('*.secret.yaml');
    for (const path of filesIn(root).filter((name) => name.endsWith('.sh'))) {
      expect(spawnSync('bash', ['-n', join(root, path)]).status, path).toBe(0);
      expect(statSync(join(root, path)).mode & 0o111, path).not.toBe(0);
    }
    // The config is in no commit here, so it was rescued.
    expect(readRescuedContents(root).map(({ origins }) => origins[0]?.path)).toEqual([
      '.projenrc.ts',
    ]);
  },
);

test('what its owner wrote stays: edited samples, ejected files, keys of package.json', async () => {
  const { root, left } = await aService(configs.minimal);
  const manifest = join(root, 'package.json');
  const mine = {
    'README.md': '# mine\n',
    'src/app.ts': '// mine\n',
    'k8s/overlays/dev/custom/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: "" # mine\n',
  };
  for (const [path, text] of Object.entries(mine)) writeFileSync(join(root, path), text);
  writeFileSync(
    manifest,
    readFileSync(manifest, 'utf8').replace('"scripts": {', '"mine":   [1,2],\n  "scripts": {'),
  );
  const { files } = await runConfig(root);
  eject(root, files, { paths: ['compose.yaml'], undo: false, toolVersion: '1.2.3' });
  writeFileSync(join(root, 'compose.yaml'), 'services: {}\n');
  await left();
  for (const [path, text] of Object.entries({ ...mine, 'compose.yaml': 'services: {}\n' }))
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  const after = readFileSync(manifest, 'utf8');
  expect(after).toContain('"mine":   [1,2],');
  expect(
    Object.keys((JSON.parse(after) as { devDependencies: object }).devDependencies).sort(),
  ).toEqual(['@types/node', 'oxlint', 'tsx', 'typescript', 'vitest']);
});

test.each([
  [
    'an edited file',
    (root: string) => writeFileSync(join(root, 'Dockerfile'), 'mine\n'),
    'Dockerfile: drift',
  ],
  ['a missing file', (root: string) => rmSync(join(root, 'Dockerfile')), 'Dockerfile: missing'],
])('%s has to be settled first, and nothing is changed', async (_, edit, message) => {
  const { root, left } = await aService(configs.minimal);
  edit(root);
  const before = treeOf(root);
  await expect(left()).rejects.toThrow(
    expect.objectContaining({ exitCode: 3, message: expect.stringContaining(message) as string }),
  );
  expect(treeOf(root)).toEqual(before);
});

test('killed half way, leaving is run again', async () => {
  const [{ root, left }, other] = [
    await aService(configs.minimal),
    await aService(configs.minimal),
  ];
  await other.left();
  const halves = filesIn(other.root)
    .filter((path) => !path.startsWith('.gitops'))
    .filter((path, index) => index % 2 === 0 || ['.gitignore', 'package.json'].includes(path));
  for (const path of halves)
    writeFileSync(join(root, path), readFileSync(join(other.root, path)), {
      mode: statSync(join(other.root, path)).mode,
    });
  await left();
  for (const path of filesIn(other.root).filter((name) => !name.startsWith('.gitops')))
    expect(readFileSync(join(root, path), 'utf8'), path).toBe(
      readFileSync(join(other.root, path), 'utf8'),
    );
});

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
  const { files: generated } = await runConfig(root);
  resync(root, generated, options);
  const { files } = await runConfig(root, undefined, 'standalone');
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
