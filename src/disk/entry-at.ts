import { lstatSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { foldersOf } from '../domain/file-paths.ts';
import { unreadable } from './unreadable.ts';
import { kindOf, statsOf } from './what-is-at.ts';

/** What stands at a path of the tree, found without opening it; `blocked` says what is wrong with the way there. */
export type Entry =
  | { readonly kind: 'absent' }
  | { readonly kind: 'blocked'; readonly reason: string }
  | {
      readonly kind: 'file' | 'folder' | 'link' | 'other';
      readonly size: number;
      readonly mode: number;
      /** When its content changed last. */
      readonly changed: Date;
    };

/** Looks at a path of the tree without opening it, and follows no link on the way. */
export function entryAt(root: string, path: string): Entry {
  for (const folder of foldersOf(path)) {
    const stats = statsAt(root, folder);
    if (stats === undefined) return { kind: 'absent' };
    if (!stats.isDirectory()) return { kind: 'blocked', reason: notAFolder(folder, stats) };
  }
  const stats = statsAt(root, path);
  if (stats === undefined) return { kind: 'absent' };
  return { kind: kindOf(stats), size: stats.size, mode: stats.mode, changed: stats.mtime };
}

/** Why nothing can be read behind what stands in the place of a folder. */
export const notAFolder = (
  folder: string,
  entry: { readonly isSymbolicLink: () => boolean },
): string =>
  entry.isSymbolicLink()
    ? `is behind the symbolic link "${folder}", and links are not followed`
    : `requires a folder "${folder}", but that is a file`;

/** Why what stands there is not read as a file; undefined for a file. */
export function notAFile(kind: 'file' | 'folder' | 'link' | 'other'): string | undefined {
  switch (kind) {
    case 'file':
      return undefined;
    case 'folder':
      return 'is a folder, but must be a file';
    case 'link':
      return 'is a symbolic link, and links are not followed';
    case 'other':
    default:
      return 'is neither a file nor a folder';
  }
}

function statsAt(root: string, path: string): Stats | undefined {
  try {
    // What should be a folder may have become a file since we looked.
    return statsOf(() => lstatSync(join(root, path), { throwIfNoEntry: false }));
  } catch (error) {
    throw unreadable(path, error);
  }
}
