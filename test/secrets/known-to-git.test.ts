import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { refuseKnownToGit } from '../../src/secrets/known-to-git.ts';
import { plainProblems } from '../../src/secrets/status-folder.ts';
import { brokenRepositories, failingGits, git, withFakeGit, withVariables } from '../git/a-git.ts';
import { aRepository as aSecretRepository } from './a-repository.ts';

const realGit = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();

/** A repository as people have it, with a plain file that git ignores. */
function aRepository() {
  const repository = aSecretRepository();
  onTestFinished(() => {
    rmSync(repository.root, { recursive: true, force: true });
  });
  repository.write('.gitignore', '*.secret.yaml\n');
  git(repository.root, 'init', '--quiet', '--initial-branch=main');
  git(repository.root, 'add', '--all');
  git(repository.root, 'commit', '--quiet', '--message', 'First');
  repository.fill('redis-auth', { REDIS_PASSWORD: 'canary-canary-canary' });
  return { ...repository, path: repository.plain('redis-auth') };
}

type Repository = ReturnType<typeof aRepository>;

const refusal = (message: RegExp): unknown =>
  expect.objectContaining({ exitCode: 3, message: expect.stringMatching(message) });
const check = ({ root, path }: Repository): void => {
  refuseKnownToGit(root, [path]);
};

test('a plain file that git ignores is fine, and so is one outside of a repository', () => {
  const repository = aRepository();
  check(repository);
  rmSync(join(repository.root, '.git'), { recursive: true });
  check(repository);
  withFakeGit();
  check(repository);
});

describe('a plain secret is refused where git does not say', () => {
  test.each(failingGits.filter(([what]) => what !== 'hangs'))(
    'because it %s',
    (_, script, reason) => {
      const repository = aRepository();
      withFakeGit(script);
      expect(() => check(repository)).toThrow(refusal(/^cannot tell whether git tracks/));
      expect(() => check(repository)).toThrow(new RegExp(reason.source.replace(/[$^]/g, '')));
      // Nothing is written either, and no value is in the message.
      repository.write('k8s/x', '');
      rmSync(join(repository.root, repository.path));
      expect(() => repository.init()).toThrow(/^cannot (?:tell|find out) whether/);
      expect(existsSync(join(repository.root, repository.path))).toBe(false);
    },
  );

  test.each(brokenRepositories)('because its %s', (_, spoil) => {
    const repository = aRepository();
    spoil(repository.root);
    expect(() => check(repository)).toThrow(refusal(/^cannot tell whether git tracks/));
    expect(() => repository.seal()).toThrow(refusal(/^cannot tell whether git tracks/));
    expect(() => repository.status()).toThrow(refusal(/^cannot find out whether git has files/));
    expect(plainProblems(repository.root, 'dev')).toEqual([
      expect.stringMatching(/^cannot tell whether git tracks plain secrets/),
    ]);
  });

  test.each<[string, (repository: Repository) => void]>([
    [
      'check-ignore alone fails',
      () => {
        withFakeGit(`case "$*" in *check-ignore*) exit 128;; esac\nexec ${realGit} "$@"`);
      },
    ],
    [
      'the folder is a submodule',
      ({ root, path }) => {
        const commit = git(root, 'rev-parse', 'HEAD').trim();
        git(root, 'rm', '--quiet', '-r', '--cached', dirname(path));
        const entry = `160000,${commit},${dirname(path)}`;
        git(root, 'update-index', '--add', '--cacheinfo', entry);
      },
    ],
    [
      'the folder has a repository of its own',
      ({ root, path }) => {
        git(root, 'init', '--quiet', dirname(path));
      },
    ],
    [
      'the repository is hidden from it',
      ({ root }) => {
        renameSync(join(root, '.git'), join(root, '.hidden'));
        mkdirSync(join(root, '.git'));
      },
    ],
  ])('because %s', (_, spoil) => {
    const repository = aRepository();
    spoil(repository);
    expect(() => check(repository)).toThrow(refusal(/^cannot tell whether git tracks/));
  });
});

describe('a plain secret is refused where git would take it', () => {
  test.each<[string, (repository: Repository) => void, RegExp]>([
    [
      'without a .gitignore',
      ({ root }) => {
        rmSync(join(root, '.gitignore'));
      },
      /^git does not ignore/,
    ],
    [
      'with an exception',
      ({ root, path }) => {
        writeFileSync(join(root, dirname(path), '.gitignore'), '!*.secret.yaml\n');
      },
      /^git does not ignore/,
    ],
    [
      'tracked and ignored',
      ({ root, path }) => {
        git(root, 'add', '--force', path);
      },
      /^git tracks/,
    ],
    [
      'meant to be added',
      ({ root, path }) => {
        git(root, 'add', '--force', '--intent-to-add', path);
      },
      /^git tracks/,
    ],
    [
      'tracked, and assumed to be unchanged',
      ({ root, path }) => {
        git(root, 'add', '--force', path);
        git(root, 'update-index', '--assume-unchanged', path);
      },
      /^git tracks/,
    ],
    [
      'tracked, while variables point to a repository that has nothing',
      ({ root, path }) => {
        git(root, 'add', '--force', path);
        git(root, 'init', '--quiet', '.other');
        withVariables({ GIT_DIR: join(root, '.other/.git'), GIT_WORK_TREE: root });
      },
      /^git tracks/,
    ],
  ])('%s', (_, change, message) => {
    const repository = aRepository();
    change(repository);
    expect(() => check(repository)).toThrow(refusal(message));
  });

  test('but not where the user ignores it everywhere', () => {
    const repository = aRepository();
    rmSync(join(repository.root, '.gitignore'));
    repository.write('excludes', '*.secret.yaml\n');
    git(repository.root, 'config', 'core.excludesFile', join(repository.root, 'excludes'));
    check(repository);
  });
});

describe('sealed values outside of the sparse checkout are not taken for never sealed', () => {
  test('by init, seal and status', () => {
    const repository = aRepository();
    const { root } = repository;
    repository.seal('redis-auth');
    git(root, 'add', '--all');
    const sealed = repository.sealed('redis-auth');
    git(root, 'update-index', '--skip-worktree', sealed);
    rmSync(join(root, sealed));
    for (const act of [
      () => repository.init(),
      () => repository.seal('redis-auth'),
      () => repository.status(),
    ])
      expect(act).toThrow(refusal(/outside the sparse checkout of this clone:\n {2}k8s\/overlays/));
    expect(existsSync(join(root, sealed))).toBe(false);
  });
});
