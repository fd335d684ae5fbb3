import { lstatSync, readdirSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { UserError } from '../errors.ts';

/** What stands at a path of the disk, links followed. Where the system does not say, nothing may be concluded. */
export type Place =
  | { readonly kind: 'absent' | 'file' | 'folder' }
  /** A device, a socket, or a link that leads nowhere. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Looks at a path. Only a path that the system calls missing is absent. */
export function whatIsAt(path: string): Place {
  try {
    return { kind: kindOf(statSync(path)) };
  } catch (error) {
    return isMissing(error) ? whatIsMissing(path) : { kind: 'unknown', reason: reasonOf(error) };
  }
}

/** Whether anything stands at a path; refuses where that cannot be found out. */
export function isThere(path: string): boolean {
  const place = whatIsAt(path);
  if (place.kind === 'unknown') throw unreadable(path, place.reason);
  return place.kind !== 'absent';
}

/** The names in a folder, none where there is no folder; refuses where they cannot be read. */
export function namesIn(folder: string): readonly string[] {
  if (!isThere(folder)) return [];
  try {
    return readdirSync(folder);
  } catch (error) {
    throw unreadable(folder, reasonOf(error));
  }
}

/** Whether an error of the system says that nothing is there: all others say that it does not know. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** A link whose target is missing stands in the way all the same. */
function whatIsMissing(path: string): Place {
  try {
    return { kind: lstatSync(path, { throwIfNoEntry: false }) === undefined ? 'absent' : 'other' };
  } catch (error) {
    return { kind: 'unknown', reason: reasonOf(error) };
  }
}

const kindOf = (stat: Stats): 'file' | 'folder' | 'other' =>
  stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';

/** What the system said, without the name of the call and the path, which the reader has. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/, \w+ '.*'$/s, '');

const unreadable = (path: string, reason: string): UserError =>
  new UserError(`cannot read ${path}: ${reason}`, {
    exitCode: 3,
    hint: 'Check its permissions and those of the folders above it, then try again.',
  });
