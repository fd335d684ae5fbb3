import { fileAt } from '../disk/file-at.ts';
import { withFolders } from '../disk/folders.ts';
import type { Folders } from '../disk/folders.ts';
import { onDisk } from '../disk/refused.ts';
import { UserError } from '../errors.ts';
import { folderOf, nameOf } from '../domain/file-paths.ts';
import type { Change } from './change.ts';

type Expected = Pick<Change, 'path' | 'before'>;

/**
 * Refuses to touch a file that is not what its change was computed from:
 * somebody saved it meanwhile, and those bytes are nowhere else.
 */
export function refuseConcurrentEdit(folders: Folders, { path, before }: Expected): void {
  const folder = onDisk(path, () => folders.find(folderOf(path)));
  const found = folder === undefined ? undefined : fileAt(folder, nameOf(path));
  if (found === undefined || found.kind === 'absent') {
    if (before === undefined) return;
  } else if (found.kind === 'file' && before?.equals(found.bytes) === true) return;
  throw new UserError(`${path} changed during the run and was not overwritten`, {
    exitCode: 3,
    hint: 'Run the same command again.',
  });
}

/** The same for all of them, ahead of the first one that is touched. */
export function refuseConcurrentEdits(root: string, files: readonly Expected[]): void {
  withFolders(root, (folders) => {
    for (const file of files) refuseConcurrentEdit(folders, file);
  });
}
