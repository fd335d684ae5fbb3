import { UserError } from '../errors.ts';
import { ignoredFiles, trackedFiles } from '../git/folder.ts';

/** Refuses to put a plain secret where git would take it, or has it already, or does not say. */
export function refuseKnownToGit(root: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  const tracked = trackedFiles(root, paths);
  if (tracked.kind === 'no') return;
  if (tracked.kind === 'unknown') throw unknownError(paths, tracked.reason);
  const [known] = tracked.files;
  if (known !== undefined)
    throw new UserError(`git tracks ${known}, and it holds plain secrets`, {
      exitCode: 3,
      hint: `Run: git rm --cached -- ${known}\nThen give every value in it a new one: what git once had, others may have.`,
    });
  const ignored = ignoredFiles(root, paths);
  if (ignored.kind === 'unknown') throw unknownError(paths, ignored.reason);
  const files = new Set(ignored.kind === 'yes' ? ignored.files : []);
  const open = paths.find((path) => !files.has(path));
  if (open !== undefined)
    throw new UserError(`git does not ignore ${open}, and it holds plain secrets`, {
      exitCode: 3,
      hint: 'Run: npx projen. It brings our part of .gitignore back; remove what overrides it.',
    });
}

const unknownError = (paths: readonly string[], reason: string): UserError =>
  new UserError(`whether git takes ${paths.join(', ')} is unknown: ${reason}`, {
    exitCode: 3,
    hint: 'The file holds plain secrets, and git must ignore it. Fix what git says, then try again.',
  });
