import type { Fact } from '../domain/fact.ts';
import type { FileSpec } from '../render/spec.ts';
import { apply } from './apply.ts';
import { isWrite, made, withTakeOvers } from './change.ts';
import type { Change } from './change.ts';
import { conflictLine } from './conflict-markers.ts';
import { diff } from './diff.ts';
import { isLeftAlone } from './diff-sample.ts';
import { readRecords } from './interruption.ts';
import type { Records } from './interruption.ts';
import { inventoryText, isRecorded } from './inventory.ts';
import type { Inventory } from './inventory.ts';
import { recordedIn } from './lived-in.ts';
import type { Recorded } from './lived-in.ts';
import { clearLeftovers, lockLiveness, withLock } from './lock.ts';
import { refuseConflicts } from './refuse-conflicts.ts';
import { refuseOlder } from './refuse-older.ts';
import { INVENTORY_PATH, JOURNAL_PATH } from '../domain/file-paths.ts';
import { lookAround } from './look-around.ts';
import { keepOutside, outsideOf, refuseOutside } from './outside-checkout.ts';
import { withNeededRescues } from './rescue.ts';
import { readSnapshot } from '../disk/snapshot.ts';
import { refuseUnknownEntries } from './unknown-entries.ts';
import { refuseBadPaths } from './bad-paths.ts';

/** What the caller knows beside the files. */
export interface ResyncOptions {
  /** Whether existing files that are not ours may become ours, their content rescued. */
  readonly takeOver: boolean;
  /** Files that the config leaves to people: what was ours there is handed over. */
  readonly theirs?: readonly string[];
  /** What the config makes of the clusters; the records keep what they say where nobody knows. */
  readonly facts?: readonly Fact[];
  /** Sees what the records say before a run, on the same inventory that is diffed; throws to refuse the run. */
  readonly guard?: (before: Recorded) => void;
}

/** Brings the disk to what is wanted, or throws one error and writes nothing. */
export function resync(
  root: string,
  wanted: readonly FileSpec[],
  options: ResyncOptions & { readonly toolVersion: string },
): Change[] {
  const interruption = clearLeftovers(root, options.toolVersion) ? INTERRUPTED : undefined;
  const first = planResync(root, wanted, options);
  refuse(first, options);
  if (!hasWork(first)) return made(withRecords({ ...first, interruption }));
  return withLock(root, () => {
    // Once more: until the lock was ours, another process may have been writing.
    const now = planResync(root, wanted, options);
    refuse(now, options);
    if (hasWork(now))
      apply(root, now.changes, { toolVersion: options.toolVersion, inventory: now.inventory });
    return made(withRecords({ ...now, interruption }));
  });
}

/** What a resync would do. Conflicts are in the list, not thrown. */
export function planChanges(
  root: string,
  wanted: readonly FileSpec[],
  options: ResyncOptions & { readonly toolVersion?: string },
): Change[] {
  const plan = planResync(root, wanted, { toolVersion: '', ...options });
  options.guard?.(plan.recorded);
  return withRecords(plan);
}

/** The inventory on disk, for a tool of this version; empty when there is none. */
export function inventoryFor(root: string, toolVersion: string): Inventory {
  const { inventory, text } = readRecords(root);
  if (text === undefined) refuseOutside(outsideOf(root), [INVENTORY_PATH]);
  refuseOlder(toolVersion, inventory);
  return inventory;
}

interface ResyncPlan {
  readonly changes: Change[];
  readonly recorded: Recorded;
  readonly inventory: string;
  readonly inventoryBefore: string | undefined;
  /** What there is to say of a run that did not end. */
  readonly interruption: string | undefined;
  /** Whether the records say something else of the clusters than the config. */
  readonly isMisrecorded: boolean;
}

function planResync(
  root: string,
  wanted: readonly FileSpec[],
  { takeOver, toolVersion, theirs = [], facts }: ResyncOptions & { readonly toolVersion: string },
): ResyncPlan {
  refuseBadPaths(wanted);
  const isOutside = outsideOf(root);
  const records = readRecords(root);
  if (records.text === undefined) refuseOutside(isOutside, [INVENTORY_PATH]);
  const { inventory } = records;
  refuseOlder(toolVersion, inventory);
  const snapshot = readSnapshot(
    root,
    [...wanted.map(({ path }) => path), ...inventory.entries.keys()],
    new Set(
      wanted
        .filter((spec) => isLeftAlone(spec, inventory.entries.get(spec.path)))
        .map(({ path }) => path),
    ),
  );
  refuseUnknownEntries(wanted, snapshot, inventory);
  const around = lookAround(root, { wanted, inventory, theirs, isNew: records.text === undefined });
  const found = keepOutside(diff(wanted, snapshot, { ...inventory, around }), inventory, isOutside);
  const changes = withNeededRescues(root, takeOver ? withTakeOvers(found) : found);
  const entries = new Map(
    changes.flatMap(({ entry }) => (entry === undefined ? [] : [[entry.path, entry]])),
  );
  return {
    changes,
    recorded: recordedIn(inventory, snapshot, {
      clone: root,
      wanted: facts,
      isNew: records.text === undefined,
    }),
    inventory: inventoryText({ toolVersion, entries, facts: facts ?? inventory.facts }),
    inventoryBefore: records.text,
    interruption: interruptionReason(root, records),
    isMisrecorded:
      facts !== undefined && inventory.facts !== undefined && !isRecorded(facts, inventory.facts),
  };
}

function interruptionReason(root: string, { interruption }: Records): string | undefined {
  if (interruption === undefined) return undefined;
  return lockLiveness(root) === 'alive'
    ? 'another process is writing to this project'
    : INTERRUPTED;
}

const INTERRUPTED = 'left by an interrupted run, which will be finished';

/** The changes, and what happens to records that are not as we write them: nobody else should have to notice. */
function withRecords({
  changes,
  inventoryBefore,
  interruption,
  isMisrecorded,
}: ResyncPlan): Change[] {
  const records = [
    recordChange(INVENTORY_PATH, recordProblem(changes, inventoryBefore, isMisrecorded)),
    recordChange(JOURNAL_PATH, interruption),
  ].flat();
  return records.length === 0
    ? changes
    : [...records, ...changes].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const recordChange = (path: string, reason: string | undefined): readonly Change[] =>
  reason === undefined
    ? []
    : [
        {
          path,
          kind: 'repair',
          reason,
          before: undefined,
          after: undefined,
          rescued: false,
          acceptable: false,
          entry: undefined,
        },
      ];

function recordProblem(
  changes: readonly Change[],
  inventory: string | undefined,
  isMisrecorded: boolean,
): string | undefined {
  if (inventory === undefined)
    return changes.some(({ kind }) => kind === 'unchanged')
      ? 'the inventory is missing, will be written again'
      : undefined;
  if (conflictLine(inventory) !== undefined) return 'merge conflict markers: will be resolved';
  // A change of the config changes files too: with none, a merge or a hand has lost what was recorded.
  return isMisrecorded && !changes.some(isWrite)
    ? 'what it says of the clusters is not what the config says, will be written again'
    : undefined;
}

function hasWork({ changes, inventory, inventoryBefore }: ResyncPlan): boolean {
  if (changes.some(isWrite)) return true;
  if (inventoryBefore === undefined) return changes.length > 0;
  return inventoryBefore.replaceAll('\r\n', '\n') !== inventory;
}

function refuse({ changes, recorded }: ResyncPlan, { guard }: ResyncOptions): void {
  refuseConflicts(changes);
  guard?.(recorded);
}
