import { InternalError } from '../errors.ts';
import type { Change } from './change.ts';
import { unchangedOf } from './situation.ts';
import type { InventoryEntry } from './inventory.ts';
import { mayHoldWork, withoutOurs } from './shared.ts';
import type { Found } from '../disk/snapshot.ts';
import { sha256Of, withLineFeeds } from './text-state.ts';

/** What has to happen to a file that we wrote and that nothing wants any longer; undefined when it is gone already. */
export function diffOrphan(entry: InventoryEntry, found: Found): Change | undefined {
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
      return kept;
    case 'managed':
      return managedOrphan(entry, found, kept);
    case 'shared':
      return sharedOrphan(entry, found, kept);
    default:
      throw new InternalError(`unknown ownership ${String(ownership satisfies never)}`);
  }
}

function managedOrphan(entry: InventoryEntry, found: Found, kept: Change): Change {
  // Our file is gone, be it by its owner or by a run of ours that was killed while it made a folder there.
  if (found.kind !== 'file')
    return {
      ...kept,
      reason: `no longer generated, and ${reasonOf(found)}: kept`,
      entry: undefined,
    };
  if (entry.sha256.includes(sha256Of(withLineFeeds(found.bytes))))
    return {
      ...kept,
      kind: 'delete',
      reason: 'no longer generated, will be deleted',
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

function sharedOrphan(entry: InventoryEntry, found: Found, kept: Change): Change {
  const { path, ours } = entry;
  if (found.kind !== 'file' || ours === undefined) return kept;
  const result = withoutOurs(path, found.bytes, ours);
  if (result.kind === 'refused') return { ...kept, kind: 'conflict', reason: result.reason };
  // Filled entries stay on the list; of keys or a block that are gone, nothing is left to remember.
  if (result.bytes.equals(found.bytes))
    return ours.part.kind === 'entries' ? kept : { ...kept, entry: undefined };
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
    after: { bytes: result.bytes, executable: found.executable === true },
  };
}

const reasonOf = (found: Found): string => (found.kind === 'blocked' ? found.reason : 'gone');
