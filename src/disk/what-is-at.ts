import { lstatSync, readdirSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { codeOf, unreadable, whyUnreadable } from './unreadable.ts';

/** What stands at a path of the disk, links followed. Where the system does not say, nothing may be concluded. */
export type Place =
  | { readonly kind: 'absent' | 'file' | 'folder' }
  /** A device, a socket, or a link that leads nowhere. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Looks at a path. Only a path that the system calls missing is absent. */
export function whatIsAt(path: string): Place {
  try {
    return { kind: lookAt(path) };
  } catch (error) {
    return { kind: 'unknown', reason: whyUnreadable(error)[0] };
  }
}

/** Whether anything stands at a path; refuses where that cannot be found out. */
export function isThere(path: string): boolean {
  return kindAt(path) !== 'absent';
}

/** The names in a folder, none where there is no folder; refuses where they cannot be read. */
export function namesIn(folder: string): readonly string[] {
  if (!isThere(folder)) return [];
  try {
    return readdirSync(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** Whether an error of the system says that nothing is there: all others say that it does not know. */
export const isMissing = (error: unknown): boolean =>
  codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';

/** What stands at a path, links followed; refuses where that cannot be found out. */
export function kindAt(path: string): Exclude<Place['kind'], 'unknown'> {
  try {
    return lookAt(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function lookAt(path: string): Exclude<Place['kind'], 'unknown'> {
  const target = statsOf(() => statSync(path));
  if (target === undefined)
    // A link whose target is missing stands in the way all the same.
    return statsOf(() => lstatSync(path)) === undefined ? 'absent' : 'other';
  const kind = kindOf(target);
  return kind === 'link' ? 'other' : kind;
}

/** What a look at the disk finds: nothing, where the system says that nothing is there. */
export function statsOf(look: () => Stats | undefined): Stats | undefined {
  try {
    return look();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What a directory entry or a look at the disk says that something is. */
export const kindOf = (
  entry: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>,
): 'file' | 'folder' | 'link' | 'other' =>
  entry.isFile()
    ? 'file'
    : entry.isDirectory()
      ? 'folder'
      : entry.isSymbolicLink()
        ? 'link'
        : 'other';
