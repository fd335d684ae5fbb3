import { chmodSync, lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { UserError } from '../errors.ts';

/** The text of a file of the project that must be there. */
export function readProjectFile(root: string, path: string): string {
  return readFileSync(ownFile(root, path), 'utf8');
}

/** Replaces a file in one step and keeps its mode: readers see the old text or the new one. */
export function replaceProjectFile(root: string, path: string, text: string): void {
  const target = ownFile(root, path);
  const temporary = `${target}.tmp`;
  const { mode } = lstatSync(target);
  try {
    rmSync(temporary, { force: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    chmodSync(temporary, mode & 0o777);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function ownFile(root: string, path: string): string {
  const file = join(root, path);
  const entry = lstatSync(file, { throwIfNoEntry: false });
  if (entry === undefined) throw new UserError(`${path} is missing`, { hint: 'Run npx projen: it brings the file back.' });
  if (!entry.isFile()) throw new UserError(`${path} is not a regular file`, { exitCode: 3, hint: 'Links are never followed: put a file of its own there.' });
  const inside = relative(realpathSync(root), realpathSync(file));
  if (inside.startsWith('..') || isAbsolute(inside)) throw new UserError(`${path} lies outside the project`, { exitCode: 3, hint: 'Replace the link among its folders by a folder.' });
  return file;
}
