import { entryAt } from './entry-at.ts';

/** Whether others than its owner may read or write a file; never where the system knows no such permissions. */
export function isOpen(root: string, path: string): boolean {
  if (process.platform === 'win32') return false;
  const entry = entryAt(root, path);
  return entry.kind !== 'absent' && entry.kind !== 'blocked' && (entry.mode & 0o077) !== 0;
}
