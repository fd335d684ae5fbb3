import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/** Whether others than its owner may read or write a file; never where the system knows no such permissions. */
export function isOpen(root: string, path: string): boolean {
  const entry =
    process.platform === 'win32'
      ? undefined
      : lstatSync(join(root, path), { throwIfNoEntry: false });
  return entry !== undefined && (entry.mode & 0o077) !== 0;
}
