import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ConfigInput } from '../../src/config/schema/schema.ts';
import { paths } from '../../src/plan/paths.ts';
import { newSynthesis } from '../../src/projen/new-synthesis.ts';
import { deliver, setImages } from '../../src/release/index.ts';
import type { Report } from '../../src/release/index.ts';
import { isWrite } from '../../src/write/change.ts';
import { resync } from '../../src/write/resync.ts';
import { sha256Of } from '../../src/write/text-state.ts';
import { commitAll, digestOf } from '../release/a-project.ts';
import { aFolder, get, put, treeOf } from '../write/helpers.ts';

const base: ConfigInput = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: { server: { port: 3000 } },
  environments: {
    dev: { branch: 'dev', deploy: 'on-push' },
    staging: { branch: 'staging', deploy: 'on-promotion' },
    prod: { branch: 'main', deploy: 'on-promotion' },
  },
};
const tagOf = (round: number): string => round.toString(16).padStart(40, 'a');

test('ten years of a repository: after each step the disk has what config and people say', async () => {
  const root = aFolder();
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', root]);

  // Created: everything is there, and nothing is written twice.
  expect(written(root, base).length).toBeGreaterThan(45);
  commitAll(root);

  // CI releases ten times: no resync has work.
  for (let round = 1; round <= 10; round += 1) {
    await released(root, base, 'dev', `server=${tagOf(round)}@${digestOf('c')}`);
    commitAll(root);
    expect(written(root, base)).toEqual([]);
  }
  expect(get(root, paths.release('dev'))).toContain(tagOf(10));

  // People edit by hand: what is theirs stays, what is ours comes back, and their words are kept.
  const service = get(root, paths.base('service.yaml'));
  const theirs = {
    'src/index.ts': 'my application\n',
    [paths.overlay('staging', 'custom/patch.yaml')]: 'my: patch\n',
    [paths.overlay('dev', 'custom/kustomization.yaml')]:
      `${get(root, paths.overlay('dev', 'custom/kustomization.yaml'))}# mine\n`,
  };
  for (const [path, text] of Object.entries(theirs)) put(root, path, text);
  put(root, paths.base('service.yaml'), `${service}# by hand\n`);
  expect(written(root, base)).toEqual([paths.base('service.yaml')]);
  expect(get(root, `.gitops/rescued/${sha256Of(`${service}# by hand\n`)}`)).toContain('# by hand');
  commitAll(root);
  standsAs(root, { ...theirs, [paths.base('service.yaml')]: service });

  // The config changes: manifests follow, tags and people's files do not move.
  const moved: ConfigInput = { ...base, components: { server: { port: 4000 } } };
  expect(written(root, moved)).toEqual(
    expect.arrayContaining([paths.base('deployment.yaml'), paths.compose, 'Dockerfile']),
  );
  expect(get(root, paths.base('deployment.yaml'))).toContain('containerPort: 4000');
  expect(get(root, paths.release('dev'))).toContain(tagOf(10));
  standsAs(root, theirs);
  commitAll(root);

  // An environment goes: our files go, those of people and of CI stay.
  await released(root, moved, 'staging', `server=${tagOf(9)}@${digestOf('d')}`);
  commitAll(root);
  const { dev } = base.environments ?? {};
  const prod = { branch: 'main', deploy: 'on-promotion' } as const;
  const smaller: ConfigInput = {
    ...moved,
    environments: { ...(dev === undefined ? {} : { dev }), prod },
  };
  expect(written(root, smaller)).toContain(paths.overlay('staging', 'kustomization.yaml'));
  expect(existsSync(join(root, paths.overlay('staging', 'kustomization.yaml')))).toBe(false);
  expect(get(root, paths.release('staging'))).toContain(tagOf(9));
  standsAs(root, theirs);
  commitAll(root);

  // Two branches change the config and meet: markers are never kept, and both changes stand.
  const left: ConfigInput = { ...smaller, components: { server: { port: 5000 } } };
  const right: ConfigInput = {
    ...smaller,
    components: { server: { port: 4000, env: { REGION: 'north' } } },
    dataStores: { redis: { kind: 'redis' } },
  };
  const both: ConfigInput = {
    ...right,
    components: { server: { port: 5000, env: { REGION: 'north' } } },
  };
  git(root, 'switch', '--quiet', '--create', 'right');
  written(root, right);
  commitAll(root);
  git(root, 'switch', '--quiet', 'main');
  written(root, left);
  await released(root, left, 'dev', `server=${tagOf(11)}@${digestOf('c')}`);
  commitAll(root);
  expect(git(root, 'merge', '--quiet', 'right'), 'the two branches touch the same lines').not.toBe(
    0,
  );
  expect(conflicted(root)).toEqual(
    expect.arrayContaining(['.gitops/inventory.json', paths.compose]),
  );
  written(root, both);
  expect(filesWithMarkers(root)).toEqual([]);
  const alone = aFolder();
  resync(alone, newSynthesis(alone, both).files, { takeOver: false, toolVersion: '1.0.0' });
  for (const path of [paths.base('deployment.yaml'), paths.compose, paths.architecture])
    expect(get(root, path)).toBe(get(alone, path));
  expect(get(root, paths.release('dev'))).toContain(tagOf(11));
  standsAs(root, theirs);
  commitAll(root);

  // A newer tool comes: what the older one wrote is updated, and is not taken for somebody's work.
  const rescued = treeOf(join(root, '.gitops/rescued'));
  const older = get(root, paths.base('service.yaml')).replace(
    'kind: Service',
    'kind: Service # as it was',
  );
  const inventory = get(root, '.gitops/inventory.json')
    .replace('"tool":"1.0.0"', '"tool":"0.9.0"')
    .replace(sha256Of(get(root, paths.base('service.yaml'))), sha256Of(older));
  put(root, paths.base('service.yaml'), older);
  writeFileSync(join(root, '.gitops/inventory.json'), inventory);
  expect(written(root, both)).toEqual([paths.base('service.yaml')]);
  expect(get(root, '.gitops/inventory.json')).toContain('"tool":"1.0.0"');
  expect(treeOf(join(root, '.gitops/rescued'))).toEqual(rescued);
  expect(git(root, 'diff', '--quiet', 'HEAD')).toBe(0);

  // And an older tool that meets a newer inventory stops.
  put(
    root,
    '.gitops/inventory.json',
    get(root, '.gitops/inventory.json').replace(/"format":\d+/, '"format":99'),
  );
  expect(() => written(root, both)).toThrow(
    expect.objectContaining({ exitCode: 3, message: expect.stringContaining('newer version') }),
  );
}, 120_000);

/** Sets an image as the command does. */
function released(
  root: string,
  config: ConfigInput,
  environment: string,
  image: string,
): Promise<Report> {
  const repository = { folder: root, seconds: 30 };
  const edit = setImages(
    { plan: newSynthesis(root, config).plan, sources: repository },
    environment,
    { assignments: [image], force: false, push: false },
  );
  return deliver(repository, edit, {
    push: false,
    pullRequest: false,
    message: undefined,
    attempts: 1,
  });
}

/** Resyncs twice; says the paths that the first run wrote, and that the second left every inode alone. */
function written(root: string, config: ConfigInput): readonly string[] {
  const options = { takeOver: false, toolVersion: '1.0.0' };
  const { files } = newSynthesis(root, config);
  const changes = resync(root, files, options);
  const before = treeOf(root);
  resync(root, files, options);
  expect(treeOf(root)).toEqual(before);
  return changes.filter(isWrite).map(({ path }) => path);
}

function standsAs(root: string, texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts))
    expect([path, readFileSync(join(root, path), 'utf8')]).toEqual([path, text]);
}

/** The exit code of git. */
const git = (root: string, ...words: readonly string[]): number | null =>
  spawnSync(
    'git',
    ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...words],
    { cwd: root, stdio: 'ignore' },
  ).status;

const conflicted = (root: string): readonly string[] =>
  execFileSync('git', ['diff', '--name-only', '--diff-filter=U'], { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n');

const filesWithMarkers = (root: string): readonly string[] =>
  spawnSync('git', ['grep', '-lE', '^(<{7}|>{7}) ', '--', ':!.gitops/rescued'], {
    cwd: root,
    encoding: 'utf8',
  })
    .stdout.split('\n')
    .filter((line) => line !== '');
