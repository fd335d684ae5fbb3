import { InternalError } from '../errors.ts';
import type { Around } from './around.ts';
import type { Change } from './change.ts';
import { unchangedOf } from './situation.ts';
import type { InventoryEntry } from './inventory-entry.ts';
import type { KeyPath } from '../render/spec.ts';
import { withoutOurMarks } from './our-marks.ts';
import { mayHoldWork, withoutOurs } from './shared.ts';
import type { Found } from '../disk/snapshot.ts';
import { sha256Of, withLineFeeds } from './text-state.ts';

/** A file that we wrote, and what stands there. */
export interface Orphan {
  readonly entry: InventoryEntry;
  readonly found: Found;
  /** Where releases stood that another file has now. */
  readonly moved: readonly KeyPath[];
  readonly around: Around;
}

/** What has to happen to a file that we wrote and that nothing wants any longer; undefined when it is gone already. */
export function diffOrphan({ entry, found, moved, around }: Orphan): Change | undefined {
  const { path, ownership } = entry;
  if (found.kind === 'absent') return undefined;
  const kept: Change = {
    ...unchangedOf(path, found, entry),
    kind: 'kept',
    reason: 'no longer generated; yours, kept',
  };
  switch (ownership) {
    case 'ejected':
      return { ...kept, reason: 'ejected, kept' };
    case 'sample':
      return around.theirs.has(path) ? { ...kept, reason: 'yours, kept' } : kept;
    case 'managed':
      return managedOrphan({ entry, found, kept, around });
    case 'shared':
      return sharedOrphan({ entry, found, kept, moved });
    default:
      throw new InternalError(`unknown ownership ${String(ownership satisfies never)}`);
  }
}

interface ManagedOrphan {
  readonly entry: InventoryEntry;
  readonly found: Found;
  readonly kept: Change;
  readonly around: Around;
}

function managedOrphan({ entry, found, kept, around }: ManagedOrphan): Change {
  // Our file is gone, be it by its owner or by a run of ours that was killed while it made a folder there.
  if (found.kind !== 'file')
    return {
      ...kept,
      reason: `no longer generated, and ${reasonOf(found)}: kept`,
      entry: undefined,
    };
  const isOurs = entry.sha256.includes(sha256Of(withLineFeeds(found.bytes)));
  const original =
    entry.replaced === undefined ? undefined : around.originals.get(entry.replaced.sha256);
  if (isOurs && original !== undefined) return broughtBack(entry, original, kept);
  if (around.theirs.has(entry.path)) return handedOver({ entry, found, kept, isOurs });
  if (isOurs)
    return {
      ...kept,
      kind: 'delete',
      reason:
        entry.replaced === undefined
          ? 'no longer generated, will be deleted'
          : 'no longer generated, will be deleted; what it replaced cannot come back here',
      entry: undefined,
    };
  return {
    ...kept,
    kind: 'conflict',
    reason: 'no longer generated, but edited manually',
    rescued: true,
    acceptable: true,
    entry: undefined,
  };
}

/** What a take-over replaced stands there again; we know it when the file is wanted again. */
function broughtBack(entry: InventoryEntry, original: Buffer, kept: Change): Change {
  return {
    ...kept,
    kind: 'update',
    reason: 'no longer generated: what it replaced comes back',
    after: { bytes: original, executable: entry.replaced?.executable === true },
    entry: { ...entry, ownership: 'sample', sha256: [sha256Of(withLineFeeds(original))] },
  };
}

interface Handover extends Omit<ManagedOrphan, 'around' | 'found'> {
  readonly found: Extract<Found, { kind: 'file' }>;
  readonly isOurs: boolean;
}

/** The config says that people write this file from now on: it stays as it is, without our marks. */
function handedOver({ entry, found, kept, isOurs }: Handover): Change {
  const bytes = withoutOurMarks(entry.path, found.bytes);
  const change: Change = {
    ...kept,
    reason: 'handed over: yours from now on',
    // What they have edited is not taken back without a word.
    entry: {
      ...entry,
      ownership: 'sample',
      sha256: isOurs ? [sha256Of(withLineFeeds(bytes))] : [],
    },
  };
  if (bytes.equals(found.bytes)) return change;
  return {
    ...change,
    kind: 'update',
    after: { bytes, executable: found.executable ?? entry.executable },
  };
}

interface SharedOrphan {
  readonly entry: InventoryEntry;
  readonly found: Found;
  readonly kept: Change;
  /** Where releases stood that another file has now. */
  readonly moved: readonly KeyPath[];
}

function sharedOrphan({ entry, found, kept, moved }: SharedOrphan): Change {
  const { path, ours } = entry;
  if (found.kind !== 'file' || ours === undefined) return kept;
  const result = withoutOurs(path, found.bytes, { ...ours, moved, known: entry.sha256 });
  if (result.kind === 'refused')
    return { ...kept, kind: 'conflict', reason: result.reason, byHand: result.byHand };
  const isList = ours.part.kind === 'entries';
  // Filled entries stay on the list; of keys or a block that are gone, nothing is left to remember.
  if (result.bytes.equals(found.bytes)) return isList ? kept : { ...kept, entry: undefined };
  const change: Change = {
    ...kept,
    rescued: mayHoldWork(path, found.bytes, { part: ours.part, entry }),
    entry: undefined,
  };
  if (result.bytes.toString().trim() === '')
    return {
      ...change,
      kind: 'delete',
      reason: 'no longer generated, and nothing else in it: will be deleted',
    };
  return {
    ...change,
    kind: 'update',
    reason: 'the generated part will be removed, the rest stays',
    entry: isList ? entry : undefined,
    after: { bytes: result.bytes, executable: found.executable === true },
  };
}

const reasonOf = (found: Found): string => (found.kind === 'blocked' ? found.reason : 'gone');
