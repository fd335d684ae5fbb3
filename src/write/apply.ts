import {
  closeSync,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isWrite } from './change.ts';
import type { Change } from './change.ts';
import { INVENTORY_PATH, foldersOf } from '../domain/file-paths.ts';
import { rescuesOf } from './rescue.ts';
import type { Write } from './rescue.ts';
import { refuseConcurrentEdit } from './concurrent-edit.ts';
import { syncFiles, syncFolder } from './sync.ts';
import { sha256Of } from './text-state.ts';

/**
 * Does the changes. What is overwritten is kept first, each file is replaced at once, and the inventory comes last,
 * so that a run that was killed is finished by the next one.
 */
export function apply(root: string, changes: readonly Change[], inventory: string): void {
  const wanted = new Map(changes.filter(isWrite).map((change) => [change.path, change]));
  const writes = [...wanted.values()].flatMap((change) => writeOf(root, change));
  const deletes = [...wanted.values()].filter(({ after }) => after === undefined);
  const inTheWay = new Set(writes.flatMap(({ path }) => foldersOf(path)));
  replaceFiles(root, rescuesOf(root, [...wanted.values()]));
  deleteAll(
    root,
    deletes.filter(({ path }) => inTheWay.has(path)),
  );
  replaceFiles(root, writes, {
    // Deletes go before renames: on some systems a file that only changed its case is both.
    beforeMoving: () => {
      deleteAll(
        root,
        deletes.filter(({ path }) => !inTheWay.has(path)),
      );
    },
    beforeMove: (path) => {
      const change = wanted.get(path);
      if (change !== undefined) refuseConcurrentEdit(root, change);
    },
  });
  replaceFiles(root, [{ path: INVENTORY_PATH, bytes: Buffer.from(inventory), mode: 0o644 }]);
}

function writeOf(root: string, { path, before, after }: Change): Write[] {
  if (after === undefined) return [];
  const present =
    before === undefined ? undefined : lstatSync(join(root, path), { throwIfNoEntry: false });
  const isKept = present !== undefined && ((present.mode & 0o100) !== 0) === after.executable;
  return [
    {
      path,
      bytes: after.bytes,
      mode: isKept ? (present.mode & 0o777) | 0o200 : after.executable ? 0o755 : 0o644,
    },
  ];
}

/** What is looked at when all files are complete, and again ahead of each one. */
interface ReplaceHooks {
  readonly beforeMoving?: () => void;
  readonly beforeMove?: (path: string) => void;
}

/** Writes all files beside their places, makes sure that they are on the disk, and only then moves them there. */
export function replaceFiles(
  root: string,
  writes: readonly Write[],
  { beforeMoving, beforeMove }: ReplaceHooks = {},
): void {
  const moves = writes.map((write) => ({
    ...write,
    target: join(root, write.path),
    temporary: temporaryOf(root, write.path),
  }));
  try {
    for (const folder of new Set(moves.map(({ target }) => dirname(target))))
      mkdirSync(folder, { recursive: true });
    for (const { temporary, bytes, mode } of moves) writeTemporary(temporary, bytes, mode);
    syncFiles(moves.map(({ temporary }) => temporary));
    beforeMoving?.();
    for (const { path, temporary, target } of moves) {
      beforeMove?.(path);
      renameSync(temporary, target);
    }
  } catch (error) {
    for (const { temporary } of moves) rmSync(temporary, { force: true });
    throw error;
  }
  for (const folder of new Set(moves.map(({ target }) => dirname(target)))) syncFolder(folder);
}

// The same name at each run: what a killed run left behind is overwritten by the one that finishes its job.
const temporaryOf = (root: string, path: string): string =>
  join(root, dirname(path), `.gitops-${sha256Of(path).slice(0, 16)}.tmp`);

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
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    rmSync(path);
    return openSync(path, 'wx', mode);
  }
}

function deleteAll(root: string, changes: readonly Change[]): void {
  for (const change of changes) {
    refuseConcurrentEdit(root, change);
    unlinkSync(join(root, change.path));
  }
  const folders = new Set(changes.flatMap(({ path }) => foldersOf(path)));
  for (const folder of [...folders].sort((a, b) => b.length - a.length))
    removeIfEmpty(join(root, folder));
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT' && code !== 'EPERM')
      throw error;
  }
}
