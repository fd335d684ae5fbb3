import { opendirSync, readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { entryAt } from './entry-at.ts';
import { kindOf } from './what-is-at.ts';
import { codeOf, unreadable } from './unreadable.ts';

/** What stands in a folder under a name; a name that is no UTF-8 cannot be told, only that it is there. */
export interface Named {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other' | 'unreadable name';
}

/** What stands in a folder of the tree. */
export type Listing =
  | { readonly kind: 'absent' }
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'folder'; readonly entries: readonly Named[] };

/** The most names that are read of one folder, and of everything below one. */
export const NAMES_LIMIT = 1_000_000;

/** Lists a folder of the tree. A link is followed neither at the path nor above it. */
export function folderAt(root: string, path: string): Listing {
  if (path === '') return openedFolder(root, path);
  const entry = entryAt(root, path);
  if (entry.kind === 'absent' || entry.kind === 'blocked') return entry;
  if (entry.kind === 'folder') return openedFolder(root, path);
  return {
    kind: 'blocked',
    reason:
      entry.kind === 'link'
        ? 'is a symbolic link, and links are not followed'
        : 'is not a folder, but must be one',
  };
}

/** Lists a folder whose parents are known to be folders of the tree. */
export function openedFolder(root: string, path: string): Listing {
  try {
    return { kind: 'folder', entries: entriesOf(join(root, path), path || root) };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'absent' };
    if (error instanceof UserError) throw error;
    throw unreadable(path || root, error);
  }
}

/** The names of the files in a folder of the tree, sorted; none where there is no folder, and a link is refused. */
export const fileNamesAt = (root: string, path: string): readonly string[] =>
  entriesAt(root, path)
    .filter(({ kind }) => kind === 'file')
    .map(({ name }) => name)
    .sort();

/** What stands in a folder of the tree; nothing where there is no folder, and a link is refused. */
export function entriesAt(root: string, path: string): readonly Named[] {
  const listing = folderAt(root, path);
  if (listing.kind === 'folder') return listing.entries;
  if (listing.kind === 'absent') return [];
  throw new UserError(`${path} ${listing.reason}`, {
    exitCode: 3,
    hint: 'Replace it with a folder.',
  });
}

/** Everything in a folder of the tree and below it that is not a folder, by paths from the root, sorted. */
export function allBelow(root: string, path: string): readonly Named[] {
  const found: Named[] = [];
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const listing = folder === path ? entriesAt(root, folder) : inner(root, folder);
    for (const { name, kind } of listing) {
      const at = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'folder') folders.push(at);
      else found.push({ name: at, kind });
    }
    if (found.length + folders.length > NAMES_LIMIT) throw tooMany(path || root);
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function inner(root: string, folder: string): readonly Named[] {
  const listing = openedFolder(root, folder);
  return listing.kind === 'folder' ? listing.entries : [];
}

function entriesOf(folder: string, shown: string): readonly Named[] {
  const entries: Named[] = [];
  const opened = opendirSync(folder, { bufferSize: 1024 });
  try {
    for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) {
      entries.push({ name: entry.name, kind: kindOf(entry) });
      if (entries.length > NAMES_LIMIT) throw tooMany(shown);
    }
  } finally {
    opened.closeSync();
  }
  return entries.some(({ name }) => name.includes('\ufffd')) ? withoutLossyNames(folder) : entries;
}

/** The same with each name as its bytes: what was decoded with a replacement stands under another name. */
const withoutLossyNames = (folder: string): readonly Named[] =>
  readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).map(namedOf);

function namedOf(entry: Dirent<Buffer>): Named {
  const name = entry.name.toString();
  return {
    name,
    kind: Buffer.from(name).equals(entry.name) ? kindOf(entry) : 'unreadable name',
  };
}

const tooMany = (shown: string): UserError =>
  new UserError(`${shown} holds more than ${String(NAMES_LIMIT)} files`, {
    exitCode: 3,
    hint: 'Remove what does not belong there, and run the same command again.',
  });
