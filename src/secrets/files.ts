import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { readSnapshot } from '../write/snapshot.ts';

/** The text of a file of the project, or undefined when there is none; links are never followed. */
export function textAt(root: string, path: string): string | undefined {
  const found = readSnapshot(root, [path]).get(path);
  if (found === undefined || found.kind === 'absent') return undefined;
  if (found.kind === 'blocked')
    throw new UserError(`${path} ${found.reason}`, {
      exitCode: 3,
      hint: 'Replace it with a regular file.',
    });
  return found.bytes.toString();
}

/** Whether others than its owner may read or write a file; never where the system knows no such permissions. */
export function isOpen(root: string, path: string): boolean {
  const entry =
    process.platform === 'win32'
      ? undefined
      : lstatSync(join(root, path), { throwIfNoEntry: false });
  return entry !== undefined && (entry.mode & 0o077) !== 0;
}
