import { spawnSync } from 'node:child_process';
import { UserError } from '../errors.ts';

/** Which of these paths git tracks; none outside a repository. */
export function trackedByGit(root: string, paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? [] : lines(git(root, ['ls-files', '--', ...paths]));
}

/** Refuses to put a plain secret where git would take it, or has it already. */
export function refuseKnownToGit(root: string, paths: readonly string[]): void {
  const [tracked] = trackedByGit(root, paths);
  if (tracked !== undefined)
    throw new UserError(`git tracks ${tracked}, and it holds plain secrets`, {
      exitCode: 3,
      hint: `Run: git rm --cached -- ${tracked}\nThen give every value in it a new one: what git once had, others may have.`,
    });
  if (paths.length === 0 || git(root, ['rev-parse', '--is-inside-work-tree']) === undefined) return;
  const ignored = new Set(lines(git(root, ['check-ignore', '--', ...paths])));
  const open = paths.find((path) => !ignored.has(path));
  if (open !== undefined)
    throw new UserError(`git does not ignore ${open}, and it holds plain secrets`, {
      exitCode: 3,
      hint: 'Run: npx projen. It brings our part of .gitignore back; remove what overrides it.',
    });
}

const lines = (output: string | undefined): readonly string[] =>
  (output ?? '').split('\n').filter((line) => line !== '');

/** What git says, or undefined where it fails or is not installed. */
function git(root: string, words: readonly string[]): string | undefined {
  // Inside a git hook these point to another repository.
  const {
    GIT_DIR: _dir,
    GIT_WORK_TREE: _tree,
    GIT_INDEX_FILE: _index,
    ...environment
  } = process.env;
  const { status, stdout } = spawnSync(
    'git',
    ['-C', root, '-c', 'core.quotePath=false', ...words],
    { encoding: 'utf8', env: environment, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return status === 0 ? stdout : undefined;
}
