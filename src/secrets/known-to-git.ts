import { join } from 'node:path';
import { whatIsAt } from '../disk/what-is-at.ts';
import { foldersOf } from '../domain/file-paths.ts';
import { UserError } from '../errors.ts';
import { fixHint } from '../git/answer.ts';
import { ignoredFiles, trackedFiles } from '../git/folder.ts';

/** Refuses to put a plain secret where git would take it, or has it already, or does not say. */
export function refuseKnownToGit(root: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  refuseInnerRepository(root, paths);
  const tracked = trackedFiles(root, paths);
  if (tracked.kind === 'no') return;
  if (tracked.kind === 'unknown') throw unknownError(paths, tracked.reason);
  const [known] = tracked.files;
  if (known !== undefined)
    throw new UserError(`git tracks ${known}, which contains plain secrets`, {
      exitCode: 3,
      hint: `Run: git rm --cached -- ${known}\nThen rotate every value in it, because others may have read it in git.`,
    });
  const ignored = ignoredFiles(root, paths);
  if (ignored.kind !== 'yes')
    throw unknownError(
      paths,
      ignored.kind === 'no' ? 'the repository has just gone' : ignored.reason,
    );
  const files = new Set(ignored.files);
  const open = paths.find((path) => !files.has(path));
  if (open !== undefined)
    throw new UserError(`git does not ignore ${open}, which contains plain secrets`, {
      exitCode: 3,
      hint: 'Run npx projen to restore the generated part of .gitignore, and remove what overrides it.',
    });
}

/** A folder with a repository of its own is one that ours does not look into. */
function refuseInnerRepository(root: string, paths: readonly string[]): void {
  for (const folder of new Set(paths.flatMap(foldersOf))) {
    const place = whatIsAt(join(root, folder, '.git'));
    if (place.kind === 'unknown') throw unknownError(paths, place.reason);
    if (place.kind !== 'absent')
      throw unknownError(paths, `${folder} is in a git repository of its own`);
  }
}

const unknownError = (paths: readonly string[], reason: string): UserError =>
  new UserError(`cannot tell whether git tracks or ignores ${paths.join(', ')}: ${reason}`, {
    exitCode: 3,
    hint: `The file contains plain secrets, so git must ignore it. ${fixHint(reason)}`,
  });
