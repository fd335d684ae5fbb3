import { isWrite } from './change.ts';
import type { Change } from './change.ts';
import { INVENTORY_PATH, foldersOf, pathProblem } from '../domain/file-paths.ts';
import { entryAt } from '../disk/entry-at.ts';
import { bytesAt } from '../disk/text-at.ts';
import { rescuesOf } from './rescue.ts';
import type { Write } from './rescue.ts';
import { refuseConcurrentEdit } from './concurrent-edit.ts';
import { emptyJournal } from './journal.ts';
import type { Journal } from './journal.ts';
import { deleteFiles, placeFiles } from './place-files.ts';
import type { PlaceHooks } from './place-files.ts';
import { journaled, missingFolders, recordOf } from './settle.ts';
import { sha256Of } from './text-state.ts';

/** What the inventory will say, and the version of the tool that says so. */
export interface NewInventory {
  readonly inventory: string;
  readonly toolVersion: string;
}

/**
 * Does the changes. What is overwritten is kept first, each file is replaced at once, and the inventory comes last;
 * the journal says meanwhile what is to be done, so that the next run can end what this one began.
 */
export function apply(
  root: string,
  changes: readonly Change[],
  { inventory, toolVersion }: NewInventory,
): void {
  const wanted = new Map(changes.filter(isWrite).map((change) => [change.path, change]));
  const writes = [...wanted.values()].flatMap((change) => writeOf(root, change));
  const deletes = [...wanted.values()].filter(({ after }) => after === undefined);
  const inTheWay = new Set(writes.flatMap(({ path }) => foldersOf(path)));
  const rescues = rescuesOf(root, [...wanted.values()]);
  journaled(root, journalOf(root, [...wanted.values()], toolVersion), () => {
    placeFiles(root, rescues);
    deleteFiles(
      root,
      deletes.filter(({ path }) => inTheWay.has(path)),
    );
    placeFiles(root, writes, {
      // Deletes go before renames: on some systems a file that only changed its case is both.
      beforeMoving: () => {
        deleteFiles(
          root,
          deletes.filter(({ path }) => !inTheWay.has(path)),
        );
      },
      beforeMove: (folders, path) => {
        const change = wanted.get(path);
        if (change !== undefined) refuseConcurrentEdit(folders, change);
      },
    });
    placeFiles(root, [recordOf(INVENTORY_PATH, inventory)]);
  });
}

/** Replaces files that no inventory lists, all complete before the first one takes its place. */
export function replaceFiles(root: string, writes: readonly Write[], hooks: PlaceHooks = {}): void {
  const paths = writes.map(({ path }) => path);
  const journal: Journal = {
    ...emptyJournal,
    unrecorded: paths.filter((path) => pathProblem(path) === undefined),
    folders: missingFolders(root, paths),
  };
  journaled(root, journal, () => {
    placeFiles(root, writes, hooks);
  });
}

function journalOf(root: string, changes: readonly Change[], toolVersion: string): Journal {
  const inventory = bytesAt(root, INVENTORY_PATH);
  return {
    ...emptyJournal,
    toolVersion,
    inventory: hashOf(inventory),
    files: changes.map(({ path, before, after, entry }) => ({
      path,
      before: hashOf(before),
      after: hashOf(after?.bytes),
      entry,
    })),
    folders: missingFolders(
      root,
      changes.filter(({ after }) => after !== undefined).map(({ path }) => path),
    ),
  };
}

const hashOf = (bytes: Buffer | undefined): string | undefined =>
  bytes === undefined ? undefined : sha256Of(bytes);

function writeOf(root: string, { path, before, after }: Change): Write[] {
  if (after === undefined) return [];
  const present = before === undefined ? undefined : entryAt(root, path);
  const isKept = present?.kind === 'file' && ((present.mode & 0o100) !== 0) === after.executable;
  return [
    {
      path,
      bytes: after.bytes,
      mode: isKept ? (present.mode & 0o777) | 0o200 : after.executable ? 0o755 : 0o644,
    },
  ];
}
