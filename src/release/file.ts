import { entryAt } from '../disk/entry-at.ts';
import { textAt } from '../disk/text-at.ts';
import { UserError } from '../errors.ts';
import { outsideOf, refuseOutside } from '../write/outside-checkout.ts';
import { replaceFiles } from '../write/apply.ts';

/** The text of a file of the project that must be there. */
export function readProjectFile(root: string, path: string): string {
  const text = textAt(root, path);
  if (text !== undefined) return text;
  refuseOutside(outsideOf(root), [path]);
  throw new UserError(`${path} is missing`, { hint: 'Run npx projen to restore the file.' });
}

/**
 * Replaces a file in one step and keeps its mode: readers see
 * the old text or the new one. Call it only with the lock.
 */
export function replaceProjectFile(root: string, path: string, text: string): void {
  readProjectFile(root, path);
  const entry = entryAt(root, path);
  const mode = entry.kind === 'file' ? (entry.mode & 0o777) | 0o200 : 0o644;
  replaceFiles(root, [{ path, bytes: Buffer.from(text), mode }]);
}
