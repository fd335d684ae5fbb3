import { closeSync, constants, fchmodSync, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { entryAt } from './entry-at.ts';

/** Whether others than its owner may read or write a file; never where the system knows no such permissions. */
export function isOpen(root: string, path: string): boolean {
  if (process.platform === 'win32') return false;
  const entry = entryAt(root, path);
  return entry.kind !== 'absent' && entry.kind !== 'blocked' && (entry.mode & 0o077) !== 0;
}

/** Takes from others what they may do with a file or folder of the project; a link is never followed. */
export function closeToOthers(root: string, path: string): void {
  const entry = entryAt(root, path);
  if (entry.kind !== 'file' && entry.kind !== 'folder')
    throw new UserError(
      `${path} ${entry.kind === 'blocked' ? entry.reason : `is ${KINDS[entry.kind]}`}`,
      {
        exitCode: 3,
        hint: 'Replace it with a regular file or folder of your own.',
      },
    );
  if (process.platform === 'win32' || (entry.mode & 0o077) === 0) return;
  const owners = entry.kind === 'file' ? 0o600 : 0o700;
  const opened = openSync(
    join(root, path),
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
  );
  try {
    fchmodSync(opened, fstatSync(opened).mode & owners);
  } finally {
    closeSync(opened);
  }
}

const KINDS = {
  absent: 'missing',
  link: 'a symbolic link, and links are not followed',
  other: 'neither a file nor a folder',
} as const;
