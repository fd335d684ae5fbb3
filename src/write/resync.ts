import { UserError } from '../errors.ts';
import type { FileSpec } from '../files/spec.ts';
import { apply } from './apply.ts';
import { isWrite, takenOver } from './change.ts';
import type { Change } from './change.ts';
import { diff } from './diff.ts';
import { emptyInventory, inventoryText, parseInventory } from './inventory.ts';
import type { Inventory } from './inventory.ts';
import { withLock } from './lock.ts';
import { INVENTORY_PATH, LOCK_PATH, RESCUE_FOLDER } from './path.ts';
import { foundAt } from './situation.ts';
import { readSnapshot } from './snapshot.ts';
import { refuseBadPaths } from './wanted.ts';

/** Whether existing files that are not ours may become ours, their content rescued. */
export interface TakeOver {
  readonly takeOver: boolean;
}

/** Brings the disk to what is wanted, or throws one error and writes nothing. */
export function resync(root: string, wanted: readonly FileSpec[], options: TakeOver & { readonly toolVersion: string }): Change[] {
  const first = planned(root, wanted, options);
  refuseConflicts(first.changes);
  if (!hasWork(first)) return first.changes;
  return withLock(root, () => {
    // Once more: until the lock was ours, another process may have been writing.
    const now = planned(root, wanted, options);
    refuseConflicts(now.changes);
    if (hasWork(now)) apply(root, now.changes, now.inventory);
    return now.changes;
  });
}

/** What a resync would do. Conflicts are in the list, not thrown. */
export function plannedChanges(root: string, wanted: readonly FileSpec[], options: TakeOver): Change[] {
  return planned(root, wanted, { ...options, toolVersion: '' }).changes;
}

/** The inventory on disk; empty when there is none. */
export function readInventory(root: string): Inventory {
  return parsedInventory(inventoryOnDisk(root));
}

interface Planned {
  readonly changes: Change[];
  readonly inventory: string;
  readonly inventoryBefore: string | undefined;
}

function planned(root: string, wanted: readonly FileSpec[], { takeOver, toolVersion }: TakeOver & { readonly toolVersion: string }): Planned {
  refuseBadPaths(wanted);
  const inventoryBefore = inventoryOnDisk(root);
  const inventory = parsedInventory(inventoryBefore);
  const snapshot = readSnapshot(root, [...wanted.map(({ path }) => path), ...inventory.entries.keys()]);
  const found = diff(wanted, snapshot, inventory);
  const changes = takeOver ? takenOver(found) : found;
  const entries = new Map(changes.flatMap(({ entry }) => (entry === undefined ? [] : [[entry.path, entry]])));
  return { changes, inventory: inventoryText({ toolVersion, entries }), inventoryBefore };
}

function inventoryOnDisk(root: string): string | undefined {
  // The records beside it are written too, so none of them may stand behind a link.
  const snapshot = readSnapshot(root, [INVENTORY_PATH, `${RESCUE_FOLDER}/x`]);
  for (const path of snapshot.keys()) refuseBlocked(path, snapshot);
  const found = foundAt(snapshot, INVENTORY_PATH);
  return found.kind === 'file' ? found.bytes.toString() : undefined;
}

function refuseBlocked(path: string, snapshot: ReturnType<typeof readSnapshot>): void {
  const found = foundAt(snapshot, path);
  if (found.kind !== 'blocked') return;
  throw new UserError(`${path} ${found.reason}`, { exitCode: 3, hint: `make .gitops a folder of its own; ${LOCK_PATH} and ${RESCUE_FOLDER} stand there too` });
}

const parsedInventory = (text: string | undefined): Inventory => (text === undefined ? emptyInventory : parseInventory(text));

function hasWork({ changes, inventory, inventoryBefore }: Planned): boolean {
  if (changes.some(isWrite)) return true;
  if (inventoryBefore === undefined) return changes.length > 0;
  return inventoryBefore.replaceAll('\r\n', '\n') !== inventory;
}

function refuseConflicts(changes: readonly Change[]): void {
  const conflicts = changes.filter(({ kind }) => kind === 'conflict');
  if (conflicts.length === 0) return;
  const lines = conflicts.map(({ path, reason }) => `  ${path}: ${reason}`);
  const ways = ['move or delete the file', 'eject it, and it stays yours'];
  if (conflicts.some(({ acceptable }) => acceptable)) ways.push(`--take-over makes it ours and keeps its content under ${RESCUE_FOLDER}/`);
  throw new UserError(`nothing was written, because ${String(conflicts.length)} file(s) are not ours to change:\n${lines.join('\n')}`, {
    exitCode: 3, hint: ways.join('; or '),
  });
}
