import { entryAt } from '../disk/entry-at.ts';
import { entriesAt } from '../disk/folder-at.ts';
import {
  INVENTORY_PATH,
  JOURNAL_PATH,
  RECORDS_FOLDER,
  RESCUE_FOLDER,
  folderOf,
  foldersOf,
  isTemporary,
  pathProblem,
} from '../domain/file-paths.ts';
import { readRecords } from './interruption.ts';
import type { Interruption } from './interruption.ts';
import { inventoryText } from './inventory.ts';
import { journalText } from './journal.ts';
import type { Journal } from './journal.ts';
import { placeFiles, removeEmptyFolders, removeFiles, temporaryOf } from './place-files.ts';
import type { Write } from './rescue.ts';
import { foundAt } from './situation.ts';

/**
 * Does the work with its journal on the disk. Work that fails is settled at once; where
 * the disk does not allow even that, the next run does it.
 */
export function journaled(root: string, journal: Journal, work: () => void): void {
  try {
    placeFiles(root, [recordOf(JOURNAL_PATH, journalText(journal))]);
    work();
  } catch (error) {
    settleIfPossible(root);
    throw error;
  }
  removeFiles(root, [JOURNAL_PATH]);
}

/** Those of the folders above the paths that are not there. */
export function missingFolders(root: string, paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap(foldersOf))].filter(
    (folder) =>
      folder !== RECORDS_FOLDER && pathProblem(folder) === undefined && !isFolder(root, folder),
  );
}

/**
 * Ends what an interrupted run began: its temporary files and empty folders go, and the inventory says of each file
 * what that run has done to it. The next plan then finds a folder like any other. Call it only with the lock.
 */
export function settle(root: string): void {
  removeFiles(root, temporariesIn(root));
  const { inventory, written, interruption } = readRecords(root);
  if (interruption === undefined) return;
  clear(root, interruption);
  if (inventory !== written) placeFiles(root, [recordOf(INVENTORY_PATH, inventoryText(inventory))]);
  removeFiles(root, [JOURNAL_PATH]);
}

/** The names of our own records that are about to take their places. */
export function temporariesIn(root: string): string[] {
  return [RECORDS_FOLDER, RESCUE_FOLDER].flatMap((folder) =>
    namesIn(root, folder)
      .filter(isTemporary)
      .map((name) => `${folder}/${name}`),
  );
}

/** The names in a folder of our records; none where there is no folder. */
export const namesIn = (root: string, folder: string): readonly string[] =>
  entriesAt(root, folder).map(({ name }) => name);

/** A record of ours as a file to write. */
export const recordOf = (path: string, text: string): Write => ({
  path,
  bytes: Buffer.from(text),
  mode: 0o644,
});

function clear(root: string, { journal, snapshot }: Interruption): void {
  const deleted = journal.files.filter(({ after }) => after === undefined);
  const written = [
    ...journal.files.filter(({ after }) => after !== undefined).map(({ path }) => path),
    ...journal.unrecorded,
  ];
  removeFiles(root, written.filter((path) => isFolder(root, folderOf(path))).map(temporaryOf));
  removeEmptyFolders(
    root,
    [
      ...journal.folders,
      ...deleted
        .filter(({ path }) => foundAt(snapshot, path).kind !== 'file')
        .flatMap(({ path }) => foldersOf(path)),
    ].filter((folder) => isFolder(root, folder)),
  );
}

const isFolder = (root: string, path: string): boolean =>
  path === '' || entryAt(root, path).kind === 'folder';

function settleIfPossible(root: string): void {
  try {
    settle(root);
  } catch {
    // The journal is still there, and what made the work fail is what there is to say.
  }
}
