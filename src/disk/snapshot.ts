import { foldedPath } from '../domain/file-paths.ts';
import { notAFile, notAFolder } from './entry-at.ts';
import { FILE_LIMIT, openedFile } from './file-at.ts';
import type { Found, Limit } from './file-at.ts';
import { openedFolder } from './folder-at.ts';
import type { Named } from './folder-at.ts';

export type { Found } from './file-at.ts';

/** What was on disk at each of the paths asked for; of an `unread` file only that it is there. */
export type Snapshot = ReadonlyMap<string, Found | { readonly kind: 'unread' }>;

/** The most that is read in one go. */
const TOTAL_LIMIT = 8 * FILE_LIMIT;

/**
 * Reads the disk at the given paths, but not what files say that are to stay unread. Links
 * are never followed, whether at the path or above it.
 */
export function readSnapshot(
  root: string,
  paths: Iterable<string>,
  unread: ReadonlySet<string> = new Set(),
): Snapshot {
  const asked = new Set(paths);
  const reading: Reading = { root, asked, unread, folders: new Map(), left: TOTAL_LIMIT };
  return new Map([...asked].map((path) => [path, foundAt(reading, path)]));
}

interface Reading {
  readonly root: string;
  readonly asked: ReadonlySet<string>;
  readonly unread: ReadonlySet<string>;
  readonly folders: Map<string, Folder>;
  /** How many bytes may still be read. */
  left: number;
}

type Folder =
  | { readonly kind: 'absent' }
  | { readonly kind: 'blocked'; readonly reason: string }
  | {
      readonly kind: 'folder';
      readonly entries: ReadonlyMap<string, Readable>;
      /** The names by their folded spelling. */
      readonly folded: () => ReadonlyMap<string, string>;
    };

function foundAt(reading: Reading, path: string): Found | { readonly kind: 'unread' } {
  const entry = entryIn(reading, path);
  if (entry.kind !== 'entry') return entry;
  const reason = notAFile(entry.is);
  if (reason !== undefined) return { kind: 'blocked', reason };
  if (reading.unread.has(path)) return { kind: 'unread' };
  const found = openedFile(reading.root, path, limitOf(reading));
  if (found.kind === 'file') reading.left -= found.bytes.length;
  return found;
}

/** Undefined while any file of a usual size may still be read. */
const limitOf = ({ left }: Reading): Limit | undefined =>
  left >= FILE_LIMIT
    ? undefined
    : {
        bytes: left,
        reason: `is one file too many: together they are larger than ${String(TOTAL_LIMIT >> 20)} MiB`,
      };

/** What has a name that can be asked for. */
type Readable = Named & { readonly kind: Exclude<Named['kind'], 'unreadable name'> };
const isReadable = (entry: Named): entry is Readable => entry.kind !== 'unreadable name';

type Entry =
  | { readonly kind: 'entry'; readonly is: Readable['kind'] }
  | Exclude<Found, { kind: 'file' }>;

function entryIn(reading: Reading, path: string): Entry {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const folder = folderIn(reading, slash < 0 ? '' : path.slice(0, slash));
  if (folder.kind !== 'folder') return folder;
  const entry = folder.entries.get(name);
  if (entry !== undefined) return { kind: 'entry', is: entry.kind };
  const twin = folder.folded().get(foldedPath(name));
  const twinPath = path.slice(0, slash + 1) + (twin ?? '');
  if (twin === undefined || reading.asked.has(twinPath)) return { kind: 'absent' };
  return {
    kind: 'blocked',
    reason: `differs only in case from "${twinPath}", which is the same file on some systems`,
  };
}

function folderIn(reading: Reading, path: string): Folder {
  const known = reading.folders.get(path);
  if (known !== undefined) return known;
  const folder = path === '' ? listed(reading.root, path) : innerFolder(reading, path);
  reading.folders.set(path, folder);
  return folder;
}

function innerFolder(reading: Reading, path: string): Folder {
  const entry = folderEntry(reading, path);
  if (entry.kind !== 'entry') return entry;
  if (entry.is === 'folder') return listed(reading.root, path);
  const reason = notAFolder(path, { isSymbolicLink: () => entry.is === 'link' });
  if (entry.is === 'link') return { kind: 'blocked', reason };
  // A file of ours that stands in the way is an orphan: diff says what happens to it.
  return reading.asked.has(path) ? { kind: 'absent' } : { kind: 'blocked', reason };
}

function folderEntry(reading: Reading, path: string): Entry {
  const entry = entryIn(reading, path);
  if (entry.kind !== 'blocked' || !entry.reason.startsWith('differs')) return entry;
  return { kind: 'blocked', reason: `requires a folder "${path}", which ${entry.reason}` };
}

function listed(root: string, path: string): Folder {
  const listing = openedFolder(root, path);
  if (listing.kind !== 'folder') return listing;
  const entries = listing.entries.filter(isReadable);
  let folded: ReadonlyMap<string, string> | undefined;
  return {
    kind: 'folder',
    entries: new Map(entries.map((entry) => [entry.name, entry])),
    folded: () => (folded ??= new Map(entries.map(({ name }) => [foldedPath(name), name]))),
  };
}
