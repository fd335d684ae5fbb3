import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { utf8 } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import { replaceFiles } from '../write/apply.ts';

/** The text of a file of the project that must be there. */
export function readProjectFile(root: string, path: string): string {
  return utf8(readFileSync(ownFile(root, path)), path);
}

/**
 * Replaces a file in one step and keeps its mode: readers see
 * the old text or the new one. Call it only with the lock.
 */
export function replaceProjectFile(root: string, path: string, text: string): void {
  const mode = (lstatSync(ownFile(root, path)).mode & 0o777) | 0o200;
  replaceFiles(root, [{ path, bytes: Buffer.from(text), mode }]);
}

function ownFile(root: string, path: string): string {
  const file = join(root, path);
  const entry = lstatSync(file, { throwIfNoEntry: false });
  if (entry === undefined)
    throw new UserError(`${path} is missing`, { hint: 'Run npx projen to restore the file.' });
  if (!entry.isFile())
    throw new UserError(`${path} is not a regular file`, {
      exitCode: 3,
      hint: 'Links are never followed: replace it with a regular file.',
    });
  const inside = relative(realpathSync(root), realpathSync(file));
  if (inside.startsWith('..') || isAbsolute(inside))
    throw new UserError(`${path} is outside the project`, {
      exitCode: 3,
      hint: 'Replace the symbolic link in its path with a folder.',
    });
  return file;
}
