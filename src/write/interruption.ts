import { UserError } from '../errors.ts';
import { bytesAt } from '../disk/text-at.ts';
import { readSnapshot } from '../disk/snapshot.ts';
import type { Found, Snapshot } from '../disk/snapshot.ts';
import { utf8 } from '../disk/utf8.ts';
import {
  INVENTORY_PATH,
  JOURNAL_PATH,
  LOCK_PATH,
  RECORDS_FOLDER,
  RESCUE_FOLDER,
} from '../domain/file-paths.ts';
import { emptyInventory, mergeEntries, parseInventory } from './inventory.ts';
import type { InventoryEntry } from './inventory-entry.ts';
import type { Inventory } from './inventory.ts';
import { isNewer } from './is-newer.ts';
import { parseJournal } from './journal.ts';
import type { Journal, JournalFile } from './journal.ts';
import { foundAt } from './situation.ts';
import { sha256Of } from './text-state.ts';

/** What we remember of a folder. */
export interface Records {
  /** What is ours, what an interrupted run wrote included. */
  readonly inventory: Inventory;
  /** What the inventory says; the same where no run was interrupted, or none did anything. */
  readonly written: Inventory;
  /** The inventory as it stands there. */
  readonly text: string | undefined;
  /** The journal of a run that did not end, and what stands at its paths. */
  readonly interruption: Interruption | undefined;
}

/** A run that did not end. */
export interface Interruption {
  readonly journal: Journal;
  readonly snapshot: Snapshot;
}

/** Reads the inventory, and what an interrupted run did that it does not say yet. Writes nothing. */
export function readRecords(root: string): Records {
  // What is written beside them is behind no link either.
  const snapshot = readSnapshot(root, [INVENTORY_PATH, `${RESCUE_FOLDER}/x`]);
  for (const path of snapshot.keys()) refuseBlocked(path, foundAt(snapshot, path));
  const found = foundAt(snapshot, INVENTORY_PATH);
  const text = found.kind === 'file' ? utf8(found.bytes, INVENTORY_PATH) : undefined;
  const written = text === undefined ? emptyInventory : parseInventory(text);
  const journal = bytesAt(root, JOURNAL_PATH);
  if (journal === undefined) return { inventory: written, written, text, interruption: undefined };
  const interruption = interruptionOf(root, parseJournal(journal));
  return { inventory: inventoryNow(written, text, interruption), written, text, interruption };
}

const interruptionOf = (root: string, journal: Journal): Interruption => ({
  journal,
  snapshot: readSnapshot(
    root,
    journal.files.map(({ path }) => path),
  ),
});

/** What is ours now: of each file that the interrupted run has changed, what it would have recorded. */
function inventoryNow(
  written: Inventory,
  text: string | undefined,
  { journal, snapshot }: Interruption,
): Inventory {
  const touched = journal.files.filter(
    ({ path, before }) => hashOf(foundAt(snapshot, path)) !== before,
  );
  if (touched.length === 0) return written;
  const isSame = (text === undefined ? undefined : sha256Of(text)) === journal.inventory;
  const entries = new Map(written.entries);
  for (const file of touched) {
    const known = entries.get(file.path);
    const found = foundAt(snapshot, file.path);
    const entry = isSame ? entryNow(file, known, found) : (known ?? entryIfDone(file, found));
    if (entry === undefined) entries.delete(file.path);
    else entries.set(file.path, entry);
  }
  const { toolVersion } = isNewer(written.toolVersion, journal.toolVersion) ? written : journal;
  // The facts are those of the last run that ended: whatever they say happens may not have happened yet.
  return { ...written, toolVersion, entries };
}

function entryNow(
  file: JournalFile,
  known: InventoryEntry | undefined,
  found: Found,
): InventoryEntry | undefined {
  if (isDone(file, found)) return file.entry;
  // Somebody changed the file since, and it cannot be told what it was then: it may be either.
  if (found.kind === 'absent' || file.entry === undefined) return known;
  return known === undefined ? file.entry : mergeEntries(known, file.entry);
}

/** Where the inventory has been written since, by a branch that was checked out or an older tool, it has the say. */
const entryIfDone = (file: JournalFile, found: Found): InventoryEntry | undefined =>
  isDone(file, found) ? file.entry : undefined;

/** A file that was deleted may have made room for a folder. */
const isDone = ({ after }: JournalFile, found: Found): boolean =>
  after === undefined ? found.kind !== 'file' : hashOf(found) === after;

const hashOf = (found: Found): string | undefined =>
  found.kind === 'absent' ? undefined : found.kind === 'file' ? sha256Of(found.bytes) : 'blocked';

function refuseBlocked(path: string, found: Found): void {
  if (found.kind !== 'blocked') return;
  throw new UserError(`${path} ${found.reason}`, {
    exitCode: 3,
    hint:
      `replace ${RECORDS_FOLDER} with a folder; ` +
      `it also contains ${LOCK_PATH} and ${RESCUE_FOLDER}`,
  });
}
