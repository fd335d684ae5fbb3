import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { topLevelOf } from '../../src/git/top-level.ts';
import { projectFolder, trustFolder } from '../../src/projen/project-folder.ts';
import {
  aProject,
  emptyFolder,
  git,
  giveAway,
  isRoot,
  replaceByLink,
  takeBack,
  write,
} from './a-project.ts';

const saved = { ...process.env };
beforeEach(() => {
  // What this machine says is none of the matter.
  process.env['GIT_CONFIG_NOSYSTEM'] = '1';
  process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
});
afterEach(() => {
  process.env = { ...saved };
});

const safe = (...folders: readonly string[]): void => {
  process.env['GIT_CONFIG_COUNT'] = String(folders.length);
  for (const [index, folder] of folders.entries()) {
    process.env[`GIT_CONFIG_KEY_${String(index)}`] = 'safe.directory';
    process.env[`GIT_CONFIG_VALUE_${String(index)}`] = folder;
  }
};

const refusal = (start: string): UserError => {
  try {
    projectFolder(start);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('the search for a config', () => {
  test('goes up to the top of the repository', () => {
    const { top, root } = aProject();
    expect(projectFolder(join(root, 'k8s/overlays/dev'))).toBe(root);
    expect(projectFolder(root)).toBe(root);
    write(top, '.projenrc.ts');
    expect(projectFolder(join(top, 'services'))).toBe(top);
  });

  test.each(['repository', 'submodule', 'linked tree'])('stops at the top of a %s', (kind) => {
    const outer = emptyFolder();
    write(outer, '.projenrc.ts');
    git(outer, 'init', '--quiet');
    git(outer, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--allow-empty', '-m', 'a');
    const inner = join(outer, 'inner');
    if (kind === 'repository') git(outer, 'init', '--quiet', inner);
    if (kind === 'linked tree') git(outer, 'worktree', 'add', '--quiet', '--detach', inner);
    if (kind === 'submodule')
      git(outer, '-c', 'protocol.file.allow=always', 'submodule', 'add', outer, 'inner');
    rmSync(join(inner, '.projenrc.ts'), { force: true });
    mkdirSync(join(inner, 'a/b'), { recursive: true });
    const { message, exitCode } = refusal(join(inner, 'a/b'));
    expect(message).toBe(
      `no .projenrc.ts found in ${inner}/a/b or its parent folders up to ${inner}, ` +
        'the top of its git repository',
    );
    expect(exitCode).toBe(2);
    // Without git the folder that holds .git is the top.
    process.env['PATH'] = outer;
    expect(topLevelOf(join(inner, 'a/b'))).toMatchObject({ kind: 'yes', folder: inner });
    expect(refusal(join(inner, 'a/b')).message).toMatch(/git is not installed$/);
  });

  test.each(['with git', 'without git'])('outside of a repository is for one folder, %s', (how) => {
    const folder = emptyFolder();
    write(folder, '.projenrc.ts');
    mkdirSync(join(folder, 'inner'));
    if (how === 'without git') process.env['PATH'] = folder;
    expect(projectFolder(folder)).toBe(folder);
    expect(refusal(join(folder, 'inner')).message).toBe(`no .projenrc.ts found in ${folder}/inner`);
  });

  test('does not leave the folder of a repository without files, nor that of git itself', () => {
    const { top } = aProject();
    write(top, '.projenrc.ts');
    git(top, 'init', '--quiet', '--bare', join(top, 'bare'));
    for (const inner of ['bare', '.git'])
      expect(refusal(join(top, inner)).message).toBe(`no .projenrc.ts found in ${top}/${inner}`);
  });

  test.each([
    ['.git/config', '[broken', /^cannot find out which git repository .*: bad config line/],
    ['.git', 'nonsense', /^cannot find out which git repository .*: invalid gitfile format/],
    [
      '.git',
      'gitdir: /nowhere',
      /^cannot find out which git repository .*\.git is broken: not a git repository: \/no/,
    ],
  ])('stops where git cannot tell: %s with %j', (path, text, message) => {
    const { top, root } = aProject();
    if (path === '.git') rmSync(join(top, '.git'), { recursive: true });
    writeFileSync(join(top, path), text);
    const { message: said, exitCode, hint } = refusal(root);
    expect({ said, exitCode, hint }).toEqual({
      said: expect.stringMatching(message),
      exitCode: 3,
      hint: 'Fix the git error, then try again.',
    });
  });
});

const deciding = [
  '.',
  '.projenrc.ts',
  'projenrc',
  'projenrc/name.ts',
  'projenrc/deep/part',
  'projenrc/deep/part/index.ts',
  'package.json',
  '.npmrc',
  '.projen',
  '.projen/tasks.json',
  '.gitops',
  '.gitops/inventory.json',
  '.gitops/lock',
  '.gitops/rescued',
  '.gitops/rescued/0a1b',
  '.gitops/local',
  '.gitops/local/fingerprints.json',
  'node_modules',
  'k8s',
  'k8s/overlays',
  'k8s/overlays/dev',
  'k8s/overlays/dev/secrets',
  'k8s/overlays/dev/secrets/sealing-certificate.pem',
  'k8s/overlays/dev/secrets/orders.secret.yaml',
  '..',
  '../..',
  '../../.git',
  '../../.git/config',
  '../../.git/hooks',
  '../../.git/hooks/pre-push',
  '../../node_modules',
];

describe('what decides in a project', () => {
  const { top, root } = aProject();

  test.each(deciding)('%s has to be one’s own, or git has to be told', (path) => {
    expect(projectFolder(root)).toBe(root);
    giveAway(join(root, path));
    const { message, hint, exitCode } = refusal(root);
    const problem = isRoot ? 'belongs to nobody, uid 65534' : 'is writable by everybody (mode 0';
    expect(message.split('\n').slice(1)).toEqual([
      expect.stringContaining(`  ${join(root, path)} ${problem}`),
    ]);
    expect(hint).toContain(`git config --global --add safe.directory ${top}`);
    expect(hint.includes('chmod o-w')).toBe(!isRoot);
    expect(exitCode).toBe(3);
    safe(top);
    expect(projectFolder(root)).toBe(root);
    takeBack(join(root, path));
  });

  test.each<[readonly string[], boolean]>([
    [['*'], true],
    [[`${join(top, '..')}/*`], true],
    [['*', '', top], true],
    [['*', ''], false],
    [[root], false],
  ])('is allowed by safe.directory %j: %j', (list, allowed) => {
    giveAway(join(root, '.projenrc.ts'));
    safe(...list);
    if (allowed) expect(projectFolder(root)).toBe(root);
    else refusal(root);
    takeBack(join(root, '.projenrc.ts'));
  });

  test('may not be given away by what the repository says of itself', () => {
    const { top, root } = aProject();
    giveAway(join(root, '.projenrc.ts'));
    git(top, 'config', 'safe.directory', '*');
    git(top, 'config', 'include.path', join(top, 'more'));
    writeFileSync(join(top, 'more'), '[safe]\n  directory = *\n');
    refusal(root);
    process.env['GIT_CONFIG_GLOBAL'] = join(top, 'more');
    expect(projectFolder(root)).toBe(root);
  });

  test('other files may be anybody’s', () => {
    const { root } = aProject();
    write(root, 'src/main.ts');
    for (const path of ['src', 'src/main.ts', 'node_modules/any']) giveAway(join(root, path));
    expect(projectFolder(root)).toBe(root);
  });

  test('is judged by where its links lead', () => {
    const { root } = aProject();
    replaceByLink(root, '.projenrc.ts', 'linked/b.ts');
    replaceByLink(root, 'linked/b.ts', 'linked/c.ts');
    expect(projectFolder(root)).toBe(root);
    for (const path of ['linked', 'linked/c.ts']) {
      giveAway(join(root, path));
      expect(refusal(root).message).toContain(`  ${join(root, path)} `);
      takeBack(join(root, path));
    }
    if (!isRoot) return;
    for (const path of ['.projenrc.ts', 'linked/b.ts']) {
      giveAway(join(root, path));
      expect(refusal(root).message).toContain(`  ${join(root, path)} belongs to nobody`);
      takeBack(join(root, path));
    }
  });

  test('is refused where it cannot be looked at', () => {
    const { root } = aProject();
    rmSync(join(root, '.npmrc'));
    symlinkSync('.npmrc', join(root, '.npmrc'));
    expect(refusal(root)).toMatchObject({
      message: expect.stringMatching(/^cannot read .*\.npmrc: it leads through links/),
      exitCode: 3,
    });
  });

  test('is refused with the reason where nobody can say whether git was told', () => {
    const { root } = aProject();
    giveAway(join(root, '.projenrc.ts'));
    process.env['PATH'] = root;
    expect(refusal(root)).toMatchObject({
      message: expect.stringMatching(/safe\.directory.* unknown: git is not installed$/),
      hint: expect.stringMatching(/^Install git/),
    });
  });

  test('is refused where git distrusts what looks fine', () => {
    const { top, root } = aProject();
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    expect(refusal(root).message).toContain(`git: detected dubious ownership`);
    safe(top);
    expect(projectFolder(root)).toBe(root);
  });

  test('many findings are counted, not listed', () => {
    const { root } = aProject();
    for (let number = 0; number < 30; number += 1) {
      write(root, `.gitops/rescued/${String(number)}`);
      giveAway(join(root, `.gitops/rescued/${String(number)}`));
    }
    expect(refusal(root).message.split('\n')).toHaveLength(12);
    expect(refusal(root).message).toMatch(/and 20 more$/);
  });
});

test('a folder that does not exist yet is judged by the repository that it will be in', () => {
  const { top, root } = aProject();
  const planned = join(root, 'a/b');
  expect(trustFolder(planned)).toBe(planned);
  giveAway(join(root, '..'));
  expect(() => trustFolder(planned)).toThrow(`${join(top, 'services')} `);
  const outside = emptyFolder();
  giveAway(outside);
  expect(trustFolder(join(outside, 'new'))).toBe(join(outside, 'new'));
  expect(() => trustFolder(outside)).toThrow(`${outside} `);
  expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe('{}\n');
});
