import { closeSync, fchmodSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolders } from '../disk/folders.ts';
import type { Folders } from '../disk/folders.ts';
import { onDisk } from '../disk/refused.ts';
import { codeOf } from '../disk/unreadable.ts';
import { folderOf, foldersOf, nameOf } from '../domain/file-paths.ts';
import type { Change } from './change.ts';
import { refuseConcurrentEdit } from './concurrent-edit.ts';
import type { Write } from './rescue.ts';
import { syncFiles, syncFolder } from './sync.ts';
import { sha256Of } from './text-state.ts';

/** What is done when all files are complete, and ahead of each one. */
export interface PlaceHooks {
  readonly beforeMoving?: () => void;
  readonly beforeMove?: (folders: Folders, path: string) => void;
}

/** Writes all files beside their places, makes sure that they are on the disk, and only then moves them there. */
export function placeFiles(
  root: string,
  writes: readonly Write[],
  { beforeMoving, beforeMove }: PlaceHooks = {},
): void {
  const moves = writes.map((write) => ({
    ...write,
    folder: folderOf(write.path),
    temporary: temporaryNameOf(write.path),
  }));
  withFolders(root, (folders) => {
    for (const { path, folder, temporary, bytes, mode } of moves)
      onDisk(path, () => {
        writeTemporary(`${folders.make(folder)}/${temporary}`, bytes, mode);
      });
  });
  onDisk('the new files', () => {
    syncFiles(moves.map(({ folder, temporary }) => join(root, folder, temporary)));
  });
  beforeMoving?.();
  withFolders(root, (folders) => {
    for (const { path, folder, temporary } of moves) {
      beforeMove?.(folders, path);
      onDisk(path, () => {
        const place = folders.make(folder);
        renameSync(`${place}/${temporary}`, `${place}/${nameOf(path)}`);
      });
    }
    for (const folder of new Set(moves.map((move) => move.folder)))
      onDisk(folder, () => {
        syncFolder(folders.make(folder));
      });
  });
}

/** Where a file is until it takes its place: the same at each run, so that the next one knows what to clear. */
export const temporaryOf = (path: string): string =>
  [...foldersOf(path).slice(-1), temporaryNameOf(path)].join('/');

const temporaryNameOf = (path: string): string => `.gitops-${sha256Of(path).slice(0, 16)}.tmp`;

function writeTemporary(temporary: string, bytes: Buffer, mode: number): void {
  const file = openNew(temporary, mode);
  try {
    writeFileSync(file, bytes);
    // The process's umask must not decide what stands in the repository.
    fchmodSync(file, mode);
  } finally {
    closeSync(file);
  }
}

function openNew(path: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    unlinkSync(path);
    return openSync(path, 'wx', mode);
  }
}

/** Deletes the files that are still as the changes say, and the folders that this leaves empty. */
export function deleteFiles(root: string, changes: readonly Change[]): void {
  removeFiles(
    root,
    changes.map(({ path }) => path),
    new Map(changes.map((change) => [change.path, change])),
  );
  removeEmptyFolders(
    root,
    changes.flatMap(({ path }) => foldersOf(path)),
  );
}

/** Removes files where there are such. */
export function removeFiles(
  root: string,
  paths: readonly string[],
  changes: ReadonlyMap<string, Change> = new Map(),
): void {
  withFolders(root, (folders) => {
    for (const path of paths) {
      const change = changes.get(path);
      if (change !== undefined) refuseConcurrentEdit(folders, change);
      const folder = onDisk(path, () => folders.find(folderOf(path)));
      if (folder !== undefined) onDisk(path, () => removeOne(`${folder}/${nameOf(path)}`));
    }
  });
}

function removeOne(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** Removes those of the folders that are empty, the innermost first. */
export function removeEmptyFolders(root: string, paths: readonly string[]): void {
  withFolders(root, (folders) => {
    for (const folder of [...new Set(paths)].sort((a, b) => b.length - a.length))
      onDisk(folder, () => {
        folders.removeEmpty(folder);
      });
  });
}
