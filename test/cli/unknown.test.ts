import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { answer } from '../../src/cli/answer.ts';
import { INVENTORY_PATH } from '../../src/domain/file-paths.ts';
import { aFolder, brokenRepositories, git, withFakeGit } from '../git/a-git.ts';
import { emptyFolder } from '../package/program.ts';
import { listing } from './a-service.ts';

/** How each command that looks at a project is called; `versions.test.ts` shows that none is left out. */
const lines: readonly (readonly string[])[] = [
  ['create', '.', '--yes', '--no-install', '--no-git'],
  ['resync'],
  ['check'],
  ['diff'],
  ['diff', '--rendered'],
  ['explain', 'Dockerfile'],
  ['eject', 'Dockerfile'],
  ['eject', '--all'],
  ['rescued'],
  ['set-image', 'dev', 'server=1.2.3'],
  ['promote', 'dev', 'prod'],
  ['rollback', 'dev'],
  ['releases'],
  ['seal', 'dev'],
  ['secrets', 'status'],
  ['secrets', 'init', 'dev'],
  ['secrets', 'rotate', 'dev', 'registry-credentials'],
  ['secrets', 'certificate', 'dev'],
];

const run = (folder: string, ...words: readonly string[]) => {
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  return answer('gitops-service', words);
};
const create = ['create', '.', '--yes', '--no-install', '--no-git'];
const described = [...create, '--repository', 'https://github.com/acme/orders'];

let made = '';
beforeAll(async () => {
  made = join(emptyFolder(), 'orders');
  mkdirSync(made);
  await run(made, ...described);
  git(made, 'init', '--quiet', '--initial-branch=main');
  git(made, 'add', '--all');
  git(made, 'commit', '--quiet', '--message', 'First');
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A committed project. */
function aProject(): string {
  const folder = join(aFolder(), 'orders');
  cpSync(made, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

/** Takes paths out of the checkout, as `git sparse-checkout` does. */
function leaveOut(root: string, ...paths: string[]): void {
  git(root, 'update-index', '--skip-worktree', ...paths);
  for (const path of paths) rmSync(join(root, path));
}

describe('no command goes on, or writes, in a repository that git cannot read', () => {
  test.each(brokenRepositories.slice(0, 2))('because its %s', async (_, spoil, reason) => {
    const folder = aProject();
    spoil(folder);
    const before = listing(folder);
    for (const words of lines)
      await expect(run(folder, ...words), words.join(' ')).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringMatching(new RegExp(reason.source.replace('^', ''))),
        hint: expect.stringMatching(/try again/),
      });
    expect(listing(folder)).toEqual(before);
  });

  test('because it hides its index, when something is missing', async () => {
    const folder = aProject();
    writeFileSync(join(folder, '.git/index'), 'DIRC');
    expect(await run(folder, 'check')).toMatchObject({ code: 0 });
    rmSync(join(folder, 'Dockerfile'));
    for (const command of ['check', 'resync', 'diff'])
      await expect(run(folder, command)).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringMatching(/^cannot find out whether git has files that are missing/),
      });
    expect(existsSync(join(folder, 'Dockerfile'))).toBe(false);
  });

  test('because git is not installed, when something is missing', async () => {
    const folder = aProject();
    rmSync(join(folder, 'Dockerfile'));
    withFakeGit();
    await expect(run(folder, 'resync')).rejects.toMatchObject({
      exitCode: 3,
      hint: 'Nothing was written. Install git and try again.',
    });
  });
});

describe('in a sparse clone', () => {
  test.each(['.projenrc.ts', INVENTORY_PATH])('%s is never taken for missing', async (path) => {
    const folder = aProject();
    leaveOut(folder, path);
    const before = listing(folder);
    for (const words of lines)
      await expect(run(folder, ...words), words.join(' ')).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringContaining(`outside the sparse checkout of this clone:\n  ${path}`),
        hint: expect.stringContaining('git sparse-checkout'),
      });
    expect(listing(folder)).toEqual(before);
  });

  test('the config of a folder is not looked for above it', async () => {
    const folder = aProject();
    cpSync(join(folder, '.projenrc.ts'), join(folder, 'inner/.projenrc.ts'));
    git(folder, 'add', '--all');
    leaveOut(folder, 'inner/.projenrc.ts');
    await expect(run(join(folder, 'inner'), 'resync')).rejects.toMatchObject({
      message: expect.stringContaining('  inner/.projenrc.ts'),
    });
  });

  test('files come back neither in check nor in diff, and manifests are not compared', async () => {
    const folder = aProject();
    leaveOut(folder, 'Dockerfile', 'src/app.ts', 'k8s/base/kustomization.yaml');
    expect(await run(folder, 'check')).toMatchObject({
      code: 0,
      text: expect.stringContaining('2 file(s) outside the sparse checkout of this clone'),
    });
    for (const command of ['diff', 'explain'])
      expect(await run(folder, command)).toMatchObject({
        code: 0,
        warnings: [expect.stringContaining('2 file(s) outside the sparse checkout')],
      });
    expect(await run(folder, 'resync')).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, 'Dockerfile'))).toBe(false);
    await expect(run(folder, 'diff', '--rendered')).rejects.toMatchObject({
      message: expect.stringContaining('\n  k8s/'),
      hint: 'Check them out: git sparse-checkout add k8s',
    });
  });

  test('a release file is not missing', async () => {
    const folder = aProject();
    leaveOut(folder, 'k8s/overlays/dev/release/kustomization.yaml');
    const digest = `sha256:${'a'.repeat(64)}`;
    for (const words of [['releases'], ['set-image', 'dev', `server=1.2.3@${digest}`]])
      await expect(run(folder, ...words)).rejects.toMatchObject({
        message: expect.stringContaining('\n  k8s/overlays/dev/release/kustomization.yaml'),
      });
  });

  test('an application is found where it is', async () => {
    const folder = aFolder();
    git(folder, 'init', '--quiet', '--initial-branch=main');
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'lib/main.js'), 'listen(3000)\n');
    git(folder, 'add', '--all');
    leaveOut(folder, 'lib/main.js');
    rmSync(join(folder, 'lib'), { recursive: true, force: true });
    await run(folder, ...described, '--name', 'mine');
    expect(existsSync(join(folder, 'src'))).toBe(false);
    expect(readFileSync(join(folder, '.projenrc.ts'), 'utf8')).toContain('starter: false');
  });
});
