import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { foldedPath } from '../domain/file-paths.ts';

/** What stands at a path; `blocked` says why we neither read nor write there. */
export type Found =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly executable: boolean | undefined }
  | { readonly kind: 'blocked'; readonly reason: string };

/** What was on disk at each of the paths asked for. */
export type Snapshot = ReadonlyMap<string, Found>;

/** Reads the disk at the given paths. Links are never followed, whether at the path or above it. */
export function readSnapshot(root: string, paths: Iterable<string>): Snapshot {
  const asked = new Set(paths);
  const folders = new Map<string, Folder>();
  return new Map([...asked].map((path) => [path, foundAt({ root, asked, folders }, path)]));
}

interface Reading {
  readonly root: string;
  readonly asked: ReadonlySet<string>;
  readonly folders: Map<string, Folder>;
}

type Folder =
  | { readonly kind: 'absent' }
  | { readonly kind: 'blocked'; readonly reason: string }
  | {
      readonly kind: 'folder';
      readonly entries: ReadonlyMap<string, Dirent>;
      readonly folded: ReadonlyMap<string, string>;
    };

function foundAt(reading: Reading, path: string): Found {
  const entry = entryAt(reading, path);
  if (entry.kind !== 'entry') return entry;
  if (entry.dirent.isSymbolicLink())
    return { kind: 'blocked', reason: 'is a symbolic link, and links are not followed' };
  if (entry.dirent.isDirectory())
    return { kind: 'blocked', reason: 'is a folder, but must be a file' };
  if (!entry.dirent.isFile()) return { kind: 'blocked', reason: 'is neither a file nor a folder' };
  return fileAt(reading.root, path);
}

type Entry = { readonly kind: 'entry'; readonly dirent: Dirent } | Exclude<Found, { kind: 'file' }>;

function entryAt(reading: Reading, path: string): Entry {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const folder = folderAt(reading, slash < 0 ? '' : path.slice(0, slash));
  if (folder.kind !== 'folder') return folder;
  const dirent = folder.entries.get(name);
  if (dirent !== undefined) return { kind: 'entry', dirent };
  const twin = folder.folded.get(foldedPath(name));
  const twinPath = path.slice(0, slash + 1) + (twin ?? '');
  if (twin === undefined || reading.asked.has(twinPath)) return { kind: 'absent' };
  return {
    kind: 'blocked',
    reason: `differs only in case from "${twinPath}", which is the same file on some systems`,
  };
}

function folderAt(reading: Reading, path: string): Folder {
  const known = reading.folders.get(path);
  if (known !== undefined) return known;
  const folder = path === '' ? listFolder(reading.root, path) : innerFolder(reading, path);
  reading.folders.set(path, folder);
  return folder;
}

function innerFolder(reading: Reading, path: string): Folder {
  const entry = folderEntry(reading, path);
  if (entry.kind !== 'entry') return entry;
  if (entry.dirent.isDirectory()) return listFolder(reading.root, path);
  if (entry.dirent.isSymbolicLink())
    return {
      kind: 'blocked',
      reason: `is behind the symbolic link "${path}", and links are not followed`,
    };
  // A file of ours that stands in the way is an orphan: diff says what happens to it.
  return reading.asked.has(path)
    ? { kind: 'absent' }
    : { kind: 'blocked', reason: `requires a folder "${path}", but that is a file` };
}

function folderEntry(reading: Reading, path: string): Entry {
  const entry = entryAt(reading, path);
  if (entry.kind !== 'blocked' || !entry.reason.startsWith('differs')) return entry;
  return { kind: 'blocked', reason: `requires a folder "${path}", which ${entry.reason}` };
}

function listFolder(root: string, path: string): Folder {
  try {
    const entries = readdirSync(join(root, path), { withFileTypes: true });
    return {
      kind: 'folder',
      entries: new Map(entries.map((entry) => [entry.name, entry])),
      folded: new Map(entries.map((entry) => [foldedPath(entry.name), entry.name])),
    };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'absent' };
    throw new UserError(`cannot read the folder ${path === '' ? root : path}: ${String(error)}`, {
      exitCode: 3,
    });
  }
}

function fileAt(root: string, path: string): Found {
  try {
    const file = openSync(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const executable =
        process.platform === 'win32' ? undefined : (fstatSync(file).mode & 0o100) !== 0;
      return { kind: 'file', bytes: readFileSync(file), executable };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'absent' };
    // Since its folder was listed, another run made a folder of it.
    if (codeOf(error) === 'EISDIR')
      return { kind: 'blocked', reason: 'is a folder, but must be a file' };
    throw new UserError(`cannot read ${path}: ${String(error)}`, { exitCode: 3 });
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
