import { copyFileSync, mkdirSync, realpathSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { UserError } from '../errors.ts';
import { entryAt, notAFile } from './entry-at.ts';
import { FILE_LIMIT, TOO_LARGE } from './file-at.ts';
import { allBelow, folderAt } from './folder-at.ts';
import type { Named } from './folder-at.ts';
import { codeOf } from './unreadable.ts';

/** Copies folders of a tree into another one, as they are; what other programs should not read there is refused. */
export function copyFolders(root: string, folders: readonly string[], target: string): void {
  for (const folder of folders)
    for (const { name, kind } of plainBelow(root, folder)) {
      mkdirSync(dirname(join(target, name)), { recursive: true });
      if (kind === 'link') symlinkSync(readlinkSync(join(root, name)), join(target, name));
      else copyFileSync(join(root, name), join(target, name));
    }
}

/**
 * Refuses what a program that is given these folders of a tree would wait for, choke on, or show of another
 * folder: pipes, devices, files without a sensible end, and links that lead out of the tree.
 */
export function refuseUnfit(root: string, folders: readonly string[]): void {
  for (const folder of folders) plainBelow(root, folder);
}

/** The files of a folder and the links that stay in the tree; anything else is refused. */
function plainBelow(root: string, folder: string): readonly Named[] {
  if (folderAt(root, folder).kind === 'absent') return [];
  const all = allBelow(root, folder);
  const lines = all.flatMap((named) => {
    const problem = problemOf(root, named);
    return problem === undefined ? [] : [`${named.name} ${problem}`];
  });
  if (lines.length === 0) return all;
  throw new UserError(lines.slice(0, 20).join('\n'), {
    exitCode: 3,
    hint: 'Manifests are built from regular files of the project: replace or remove what is none.',
  });
}

function problemOf(root: string, { name, kind }: Named): string | undefined {
  switch (kind) {
    case 'unreadable name':
      return 'has a name that is not UTF-8';
    case 'link':
      return leadsOut(root, name)
        ? 'is a symbolic link that leads out of the project, or nowhere'
        : undefined;
    case 'file': {
      const entry = entryAt(root, name);
      return entry.kind === 'file' && entry.size > FILE_LIMIT ? TOO_LARGE : undefined;
    }
    case 'folder':
    case 'other':
    default:
      return notAFile(kind);
  }
}

/** Whether a link leads anywhere else than to something in the tree; one that leads nowhere may become anything. */
function leadsOut(root: string, path: string): boolean {
  try {
    const way = relative(realpathSync(root), realpathSync(join(root, path)));
    return way === '..' || way.startsWith('../') || way.startsWith('..\\') || isAbsolute(way);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'EACCES' || code === 'ENOTDIR')
      return true;
    throw error;
  }
}
