import { UserError } from '../errors.ts';
import type { FileSpec } from '../render/spec.ts';
import { apply } from './apply.ts';
import { isWrite, withTakeOvers } from './change.ts';
import type { Change } from './change.ts';
import { conflictLine } from './conflict-markers.ts';
import { diff } from './diff.ts';
import { emptyInventory, inventoryText, parseInventory } from './inventory.ts';
import type { Inventory } from './inventory.ts';
import { withLock } from './lock.ts';
import { refuseOlder } from './refuse-older.ts';
import { INVENTORY_PATH, LOCK_PATH, RESCUE_FOLDER } from '../domain/file-paths.ts';
import { keepOutside, outsideOf, refuseOutside } from './outside-checkout.ts';
import { withNeededRescues } from './rescue.ts';
import { foundAt } from './situation.ts';
import { readSnapshot } from '../disk/snapshot.ts';
import { utf8 } from '../disk/utf8.ts';
import { refuseUnknownEntries } from './unknown-entries.ts';
import { refuseBadPaths } from './bad-paths.ts';

/** Whether existing files that are not ours may become ours, their content rescued. */
export interface TakeOver {
  readonly takeOver: boolean;
}

/** Brings the disk to what is wanted, or throws one error and writes nothing. */
export function resync(
  root: string,
  wanted: readonly FileSpec[],
  options: TakeOver & { readonly toolVersion: string },
): Change[] {
  const first = planResync(root, wanted, options);
  refuseConflicts(first.changes);
  if (!hasWork(first)) return withRecord(first);
  return withLock(root, () => {
    // Once more: until the lock was ours, another process may have been writing.
    const now = planResync(root, wanted, options);
    refuseConflicts(now.changes);
    if (hasWork(now)) apply(root, now.changes, now.inventory);
    return withRecord(now);
  });
}

/** What a resync would do. Conflicts are in the list, not thrown. */
export function planChanges(
  root: string,
  wanted: readonly FileSpec[],
  options: TakeOver & { readonly toolVersion?: string },
): Change[] {
  return withRecord(planResync(root, wanted, { toolVersion: '', ...options }));
}

/** The inventory on disk, for a tool of this version; empty when there is none. */
export function inventoryFor(root: string, toolVersion: string): Inventory {
  const text = inventoryOnDisk(root);
  if (text === undefined) refuseOutside(outsideOf(root), [INVENTORY_PATH]);
  const inventory = parsedInventory(text);
  refuseOlder(toolVersion, inventory);
  return inventory;
}

interface ResyncPlan {
  readonly changes: Change[];
  readonly inventory: string;
  readonly inventoryBefore: string | undefined;
}

function planResync(
  root: string,
  wanted: readonly FileSpec[],
  { takeOver, toolVersion }: TakeOver & { readonly toolVersion: string },
): ResyncPlan {
  refuseBadPaths(wanted);
  const isOutside = outsideOf(root);
  const inventoryBefore = inventoryOnDisk(root);
  if (inventoryBefore === undefined) refuseOutside(isOutside, [INVENTORY_PATH]);
  const inventory = parsedInventory(inventoryBefore);
  refuseOlder(toolVersion, inventory);
  const snapshot = readSnapshot(root, [
    ...wanted.map(({ path }) => path),
    ...inventory.entries.keys(),
  ]);
  refuseUnknownEntries(wanted, snapshot, inventory);
  const found = keepOutside(diff(wanted, snapshot, inventory), inventory, isOutside);
  const changes = withNeededRescues(root, takeOver ? withTakeOvers(found) : found);
  const entries = new Map(
    changes.flatMap(({ entry }) => (entry === undefined ? [] : [[entry.path, entry]])),
  );
  return { changes, inventory: inventoryText({ toolVersion, entries }), inventoryBefore };
}

/** The changes, and what happens to an inventory that is not as we write it: nobody else should have to notice. */
function withRecord({ changes, inventoryBefore }: ResyncPlan): Change[] {
  const reason = recordProblem(changes, inventoryBefore);
  if (reason === undefined) return changes;
  const record: Change = {
    path: INVENTORY_PATH,
    kind: 'repair',
    reason,
    before: undefined,
    after: undefined,
    rescued: false,
    acceptable: false,
    entry: undefined,
  };
  return [record, ...changes].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function recordProblem(
  changes: readonly Change[],
  inventory: string | undefined,
): string | undefined {
  if (inventory === undefined)
    return changes.some(({ kind }) => kind === 'unchanged')
      ? 'the inventory is missing, will be written again'
      : undefined;
  return conflictLine(inventory) === undefined
    ? undefined
    : 'merge conflict markers, will be resolved';
}

function inventoryOnDisk(root: string): string | undefined {
  // The records beside it are written too, so none of them may stand behind a link.
  const snapshot = readSnapshot(root, [INVENTORY_PATH, `${RESCUE_FOLDER}/x`]);
  for (const path of snapshot.keys()) refuseBlocked(path, snapshot);
  const found = foundAt(snapshot, INVENTORY_PATH);
  return found.kind === 'file' ? utf8(found.bytes, INVENTORY_PATH) : undefined;
}

function refuseBlocked(path: string, snapshot: ReturnType<typeof readSnapshot>): void {
  const found = foundAt(snapshot, path);
  if (found.kind !== 'blocked') return;
  throw new UserError(`${path} ${found.reason}`, {
    exitCode: 3,
    hint: `replace .gitops with a folder; it also contains ${LOCK_PATH} and ${RESCUE_FOLDER}`,
  });
}

const parsedInventory = (text: string | undefined): Inventory =>
  text === undefined ? emptyInventory : parseInventory(text);

function hasWork({ changes, inventory, inventoryBefore }: ResyncPlan): boolean {
  if (changes.some(isWrite)) return true;
  if (inventoryBefore === undefined) return changes.length > 0;
  return inventoryBefore.replaceAll('\r\n', '\n') !== inventory;
}

/** Throws one error about all conflicts. */
export function refuseConflicts(changes: readonly Change[]): void {
  const conflicts = changes.filter(({ kind }) => kind === 'conflict');
  if (conflicts.length === 0) return;
  const lines = conflicts.map(({ path, reason }) => `  ${path}: ${reason}`);
  const ways = [
    'delete the file (or move it)',
    'keep it as yours with "gitops-service eject <path>"',
  ];
  if (conflicts.some(({ acceptable }) => acceptable))
    ways.push(`take it over with --take-over, which keeps its content under ${RESCUE_FOLDER}/`);
  throw new UserError(
    `nothing was written, because ${String(conflicts.length)} file(s) must not be changed:\n${lines.join('\n')}`,
    {
      exitCode: 3,
      hint: ways.join('; or '),
    },
  );
}
