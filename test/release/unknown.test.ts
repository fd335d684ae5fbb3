import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { deliver, overviewOf, rollback, setImages, tableOf } from '../../src/release/index.ts';
import { brokenRepositories, withFakeGit } from '../git/a-git.ts';
import { aProject, commitAll, digestOf, plan } from './a-project.ts';
import { promoted, read, released, repositoryOf, serviceOf, set } from './command-helpers.ts';

const realGit = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();

/** A git of which one command fails, or prints what git does not print. */
function withFailing(command: string, what = 'exit 128'): void {
  withFakeGit(`for word in "$@"; do
  case "$word" in ${command}) ${what};; esac
done
exec ${realGit} "$@"`);
}

let root = '';
let commits: readonly string[] = [];
beforeAll(async () => {
  const project = aProject();
  root = project.root;
  const made: string[] = [];
  for (const digit of ['1', '2', '3']) {
    await set(root, 'prod', [`api=${digit}.0.0@${digestOf(digit)}`, `web=1.0.0@${digestOf('9')}`]);
    made.push(commitAll(root));
  }
  commits = made;
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const textOf = (environment: string): string =>
  readFileSync(join(root, paths.release(environment)), 'utf8');
const options = { push: false, pullRequest: false, message: undefined, attempts: 1 };
const back = (to = '1') =>
  deliver(
    repositoryOf(root),
    rollback(serviceOf(root), repositoryOf(root), { environment: 'prod', components: [], to }),
    options,
  );
const setProduction = (force: boolean) =>
  deliver(
    repositoryOf(root),
    setImages(serviceOf(root), 'prod', {
      assignments: [`api=${String(commits[0])}@${digestOf('4')}`],
      force,
      push: false,
    }),
    options,
  );
const overview = () => overviewOf(serviceOf(root), repositoryOf(root));

describe('a rollback writes nothing where git does not say what ran before', () => {
  test.each([
    ['--show-prefix', 'exit 128'],
    ['rev-list', 'exit 128'],
    ['rev-parse', 'exit 128'],
    ['cat-file', 'exit 128'],
    ['cat-file', 'echo nothing; exit 0'],
    ['cat-file', 'kill -9 $$'],
  ])('because %s answers with %s', async (command, what) => {
    const before = textOf('prod');
    withFailing(command, what);
    await expect(back()).rejects.toMatchObject({ exitCode: 3 });
    expect(textOf('prod')).toBe(before);
  });

  test('and does without what it need not know', async () => {
    withFailing('symbolic-ref');
    const before = textOf('prod');
    await back();
    expect(read(root, 'prod')[0]?.tag).toBe('2.0.0');
    await set(root, 'prod', [`api=3.0.0@${digestOf('3')}`]);
    expect(textOf('prod')).toBe(before);
  });
});

describe('production moves nowhere where git does not say which image is older', () => {
  test.each([
    ['merge-base', 'rev-list', 'exit 128'],
    ['the commits', '--verify', 'exit 128'],
    ['the depth', '--is-shallow-repository', 'echo perhaps; exit 0'],
    ['the count', '--count', 'echo many; exit 0'],
  ])('%s', async (_, command, what) => {
    await set(root, 'prod', [`api=${String(commits[1])}@${digestOf('5')}`], true);
    const before = textOf('prod');
    withFailing(command, what);
    await expect(setProduction(false)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/^cannot find out whether .* is older than .*, which runs: /),
      hint: expect.stringContaining('--force'),
    });
    expect(textOf('prod')).toBe(before);
    await setProduction(true);
    expect(textOf('prod')).not.toBe(before);
  });
});

test('sources that git cannot compare are not the same sources', async () => {
  const { root: other, commit } = aProject();
  const file = join(other, paths.release('dev'));
  rmSync(file);
  execFileSync('sh', ['-c', 'cat > "$0"', file], { input: released(commit) });
  withFailing('diff-tree', 'echo "fatal: unable to read tree" >&2; exit 128');
  await expect(promoted(other, { verifySource: true })).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/^git cannot compare .*: unable to read tree$/),
  });
  rmSync(other, { recursive: true, force: true });
});

describe('the overview makes nothing up', () => {
  test.each([
    ['rev-list', 'exit 128'],
    ['ls-tree', 'kill -9 $$'],
    ['cat-file', 'echo nothing; exit 0'],
    ['symbolic-ref', 'exit 128'],
    ['remote', 'exit 128'],
    ['--is-shallow-repository', 'exit 128'],
  ])('where %s answers with %s', async (command, what) => {
    // A branch that is not checked out is read from its commit.
    execFileSync('git', ['-C', root, 'branch', '--force', plan.environments[0]?.branch ?? '']);
    execFileSync('git', ['-C', root, 'switch', '--quiet', '--detach']);
    withFailing(command, what);
    await expect(overview()).rejects.toMatchObject({ exitCode: 3 });
  });

  test.each(brokenRepositories.slice(0, 2))('where %s', async (_, spoil) => {
    const { root: other } = aProject();
    spoil(other);
    const found = await overviewOf(serviceOf(other), repositoryOf(other));
    expect(tableOf(found).join('\n')).toMatch(/note: .*: age, commit and distance are unknown/);
    rmSync(other, { recursive: true, force: true });
  });
});
