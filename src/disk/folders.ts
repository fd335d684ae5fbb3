import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  rmdirSync,
} from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { folderOf, foldersOf, nameOf } from '../domain/file-paths.ts';
import { codeOf } from './unreadable.ts';
import { whatIsAt } from './what-is-at.ts';

/**
 * The folders of a project while files in them are written. No step of the way to one is a link, also where somebody
 * swaps a folder for a link meanwhile: where the system can do so, a file is reached through its open folder.
 */
export interface Folders {
  /** Where the folder is for the next call to the system; undefined when there is none. */
  readonly find: (folder: string) => string | undefined;
  /** The same, made with all above it where it is missing; a folder that is new has this mode, or the usual one. */
  readonly make: (folder: string, mode?: number) => string;
  /** Removes the folder unless something is in it. */
  readonly removeEmpty: (folder: string) => void;
}

/** How a folder is kept from being swapped: held open, or looked at before each use. */
export type Holding = 'open' | 'looked-at';

let holdingKnown: Holding | undefined;

/** Whether this process reaches files through its open folders: without /proc, or where that is closed to it, not. */
function holdingHere(): Holding {
  if (process.platform !== 'linux') return 'looked-at';
  const top = openSync('/', constants.O_RDONLY | constants.O_DIRECTORY);
  const isReached = whatIsAt(`/proc/self/fd/${String(top)}/.`).kind === 'folder';
  closeSync(top);
  return isReached ? 'open' : 'looked-at';
}

/** Works with the folders of a project, and makes sure at the end that they are still the same. */
export function withFolders<Result>(
  root: string,
  work: (folders: Folders) => Result,
  holding: Holding = (holdingKnown ??= holdingHere()),
): Result {
  const held: HeldFolders = { root, holding, all: new Map() };
  try {
    const result = work({
      find: (folder) => find(held, folder)?.address,
      make: (folder, mode) => make(held, folder, mode),
      removeEmpty: (folder) => {
        removeEmpty(held, folder);
      },
    });
    refuseReplaced(held);
    return result;
  } finally {
    release(held);
  }
}

interface HeldFolders {
  readonly root: string;
  readonly holding: Holding;
  readonly all: Map<string, Held>;
}

/** One folder: where it is reached, and what tells it from any other. */
interface Held {
  readonly address: string;
  readonly identity: string;
  readonly handle: number | undefined;
}

/** Fewer than any system lets a process open. */
const OPEN_AT_ONCE = 48;

function find(held: HeldFolders, folder: string): Held | undefined {
  const known = held.all.get(folder);
  if (known !== undefined && held.holding === 'open') return known;
  if (held.all.size > OPEN_AT_ONCE) {
    refuseReplaced(held);
    release(held);
  }
  return findBelow(held, folder);
}

function findBelow(held: HeldFolders, folder: string): Held | undefined {
  const known = held.all.get(folder);
  if (known !== undefined && held.holding === 'open') return known;
  const parent = folder === '' ? undefined : findBelow(held, folderOf(folder));
  if (folder !== '' && parent === undefined) return undefined;
  const path = parent === undefined ? held.root : `${parent.address}/${nameOf(folder)}`;
  const found = hold(held, folder, path);
  if (found === undefined) return undefined;
  if (known !== undefined && known.identity !== found.identity) throw replaced(folder);
  held.all.set(folder, found);
  return found;
}

/** The root may be a link: whoever called chose it. */
function hold({ root, holding }: HeldFolders, folder: string, path: string): Held | undefined {
  try {
    if (holding === 'looked-at') {
      const identity = identityOf(folder === '' ? `${path}/.` : path);
      return identity === undefined
        ? undefined
        : { address: join(root, folder), identity, handle: undefined };
    }
    const handle = openSync(
      path,
      constants.O_RDONLY | constants.O_DIRECTORY | (folder === '' ? 0 : constants.O_NOFOLLOW),
    );
    const { dev, ino } = fstatSync(handle);
    return {
      address: `/proc/self/fd/${String(handle)}`,
      identity: `${String(dev)} ${String(ino)}`,
      handle,
    };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ENOTDIR' || code === 'ELOOP') throw notAFolder(folder);
    throw error;
  }

  function identityOf(address: string): string | undefined {
    const stat = lstatSync(address, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (!stat.isDirectory()) throw notAFolder(folder);
    return `${String(stat.dev)} ${String(stat.ino)}`;
  }
}

function make(held: HeldFolders, folder: string, mode?: number): string {
  const found = find(held, folder);
  if (found !== undefined) return found.address;
  for (const each of [...foldersOf(folder), folder]) {
    if (find(held, each) !== undefined) continue;
    const parent = find(held, folderOf(each));
    if (parent === undefined) throw replaced(folderOf(each));
    makeOne(`${parent.address}/${nameOf(each)}`, each === folder ? mode : undefined);
  }
  const made = find(held, folder);
  if (made === undefined) throw replaced(folder);
  return made.address;
}

function makeOne(path: string, mode: number | undefined): void {
  try {
    mkdirSync(path, mode);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function removeEmpty(held: HeldFolders, folder: string): void {
  const parent = find(held, folderOf(folder));
  if (parent === undefined) return;
  try {
    rmdirSync(`${parent.address}/${nameOf(folder)}`);
  } catch (error) {
    if (!STAYS.has(codeOf(error) ?? '')) throw error;
    return;
  }
  const gone = held.all.get(folder);
  if (gone?.handle !== undefined) closeSync(gone.handle);
  held.all.delete(folder);
}

/** What the system says of a folder that has content, is none, is gone already, or that others hold. */
const STAYS = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'ENOENT', 'EPERM', 'EBUSY']);

/** What was written into a folder that no longer stands at its place is not where it should be. */
function refuseReplaced({ root, all }: HeldFolders): void {
  for (const [folder, { identity }] of all) {
    if (folder === '') continue;
    const stat = lstatSync(join(root, folder), { throwIfNoEntry: false });
    if (stat === undefined || `${String(stat.dev)} ${String(stat.ino)}` !== identity)
      throw replaced(folder);
  }
}

function release({ all }: HeldFolders): void {
  for (const { handle } of all.values()) if (handle !== undefined) closeSync(handle);
  all.clear();
}

const notAFolder = (folder: string): UserError =>
  new UserError(`${folder} is a symbolic link or a file, and links are not followed`, {
    exitCode: 3,
    hint: 'Replace it with a folder, then run the same command again.',
  });

const replaced = (folder: string): UserError =>
  new UserError(`the folder ${folder} was moved or replaced during the run`, {
    exitCode: 3,
    hint:
      'Let nothing else move folders of the project meanwhile, and run the same command again: ' +
      'it finishes what this one began.',
  });
