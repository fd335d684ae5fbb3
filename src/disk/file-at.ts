import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { entryAt, notAFile } from './entry-at.ts';
import { kindOf } from './what-is-at.ts';
import { codeOf, unreadable } from './unreadable.ts';

/** What stands at a path; `blocked` says why we neither read nor write there. */
export type Found =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly executable: boolean | undefined }
  | { readonly kind: 'blocked'; readonly reason: string };

const MEBIBYTE = 1 << 20;

/** The most that is read of one file: what we write and what people keep beside it is far smaller. */
export const FILE_LIMIT = 64 * MEBIBYTE;

/** What is said of a file that is larger. */
export const TOO_LARGE = `is larger than ${String(FILE_LIMIT / MEBIBYTE)} MiB`;

/** How much may be read, and what is said of a file that is larger. */
export interface Limit {
  readonly bytes: number;
  readonly reason: string;
}

/** Reads one file of the tree. A link is followed neither at the path nor above it. */
export function fileAt(root: string, path: string): Found {
  const entry = entryAt(root, path);
  if (entry.kind === 'absent' || entry.kind === 'blocked') return entry;
  // What is not a file is not even opened: that can wake a device.
  const reason = notAFile(entry.kind);
  return reason === undefined ? openedFile(root, path) : { kind: 'blocked', reason };
}

/** Reads a file whose folders are known to be folders of the tree. */
export function openedFile(root: string, path: string, limit: Limit = ONE_FILE): Found {
  try {
    const file = openSync(join(root, path), FLAGS);
    try {
      return readOpen(file, limit);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    switch (codeOf(error)) {
      case 'ENOENT':
        return { kind: 'absent' };
      // Since it was looked at, somebody made something else of it.
      case 'EISDIR':
        return blocked(notAFile('folder'));
      case 'ELOOP':
        return blocked(notAFile('link'));
      case 'ENXIO':
        return blocked(notAFile('other'));
      default:
        throw unreadable(path, error);
    }
  }
}

/** Everything that a descriptor gives, or undefined when that is more than the limit, whatever size it claims. */
export function readWhole(
  file: number,
  limit: number,
  size = fstatSync(file).size,
): Buffer | undefined {
  // One byte more than it has shows at once that it ended; one that grows meanwhile gets more room.
  let bytes = Buffer.allocUnsafe(Math.min(size, limit) + 1);
  for (let length = 0; ;) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    length += read;
    if (length > limit) return undefined;
    if (read === 0) return bytes.subarray(0, length);
    if (length === bytes.length)
      bytes = Buffer.concat([bytes], Math.min(bytes.length * 2 + 4096, limit + 1));
  }
}

const ONE_FILE: Limit = { bytes: FILE_LIMIT, reason: TOO_LARGE };

// Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function readOpen(file: number, limit: Limit): Found {
  const stats = fstatSync(file);
  const reason = notAFile(kindOf(stats));
  if (reason !== undefined) return blocked(reason);
  const bytes = stats.size > limit.bytes ? undefined : readWhole(file, limit.bytes, stats.size);
  if (bytes === undefined) return blocked(limit.reason);
  const executable = process.platform === 'win32' ? undefined : (stats.mode & 0o100) !== 0;
  return { kind: 'file', bytes, executable };
}

const blocked = (reason = ''): Found => ({ kind: 'blocked', reason });
