import { InternalError } from '../errors.ts';
import type { FileSpec } from '../render/spec.ts';
import { nothingAround } from './around.ts';
import type { Around } from './around.ts';
import { carriedReleases, movedFrom } from './carried-releases.ts';
import type { Change } from './change.ts';
import { conflictLine } from './conflict-markers.ts';
import { diffOrphan } from './diff-orphan.ts';
import { diffSample, leftAlone } from './diff-sample.ts';
import { diffShared } from './diff-shared.ts';
import type { InventoryEntry, Replaced } from './inventory-entry.ts';
import type { Inventory } from './inventory.ts';
import { created, foundAt, restored, unchangedOf, updated } from './situation.ts';
import type { Situation } from './situation.ts';
import type { Found, Snapshot } from '../disk/snapshot.ts';
import { blobNameOf, sha256Of, withLineFeeds } from './text-state.ts';
import { wantedBytes } from './wanted-bytes.ts';

/** What we remember, and what is around the files. */
interface Known extends Inventory {
  readonly around?: Around;
}

/**
 * What has to happen to each file, by path: the truth table of
 * ownership, and nothing else (docs/decisions/ownership.md).
 */
export function diff(wanted: readonly FileSpec[], snapshot: Snapshot, known: Known): Change[] {
  const { around = nothingAround, ...inventory } = known;
  const paths = new Set(wanted.map(({ path }) => path));
  const orphans = [...inventory.entries.values()].filter(({ path }) => !paths.has(path));
  const carried = carriedReleases(wanted, snapshot, inventory);
  const moved = movedFrom([...carried.values()]);
  const changes = [
    ...wanted.map((spec) => {
      const entry = inventory.entries.get(spec.path);
      if (snapshot.get(spec.path)?.kind === 'unread') return leftAlone(spec.path, entry);
      const found = foundAt(snapshot, spec.path);
      return diffWanted({ spec, found, entry, carried: carried.get(spec.path), around });
    }),
    ...orphans.flatMap(
      (entry) =>
        diffOrphan({
          entry,
          found: foundAt(snapshot, entry.path),
          moved: moved.get(entry.path) ?? [],
          around,
        }) ?? [],
    ),
  ];
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function diffWanted(situation: Situation): Change {
  const {
    spec: { path, ownership },
    found,
    entry,
  } = situation;
  if (entry?.ownership === 'ejected')
    return { ...unchangedOf(path, found, entry), kind: 'kept', reason: 'ejected, kept' };
  switch (ownership.kind) {
    case 'managed':
      return diffManaged(situation);
    case 'sample':
      return diffSample(situation, ownership);
    case 'shared':
      return diffShared(situation, ownership.ours);
    default:
      throw new InternalError(`unknown ownership ${String(ownership satisfies never)}`);
  }
}

function diffManaged({ spec, found, entry }: Situation): Change {
  const { path, executable } = spec;
  const after = { bytes: wantedBytes(spec), executable };
  const next: InventoryEntry = {
    path,
    ownership: 'managed',
    sha256: [sha256Of(after.bytes)],
    executable,
    ours: undefined,
    ...(entry?.replaced === undefined ? {} : { replaced: entry.replaced }),
  };
  const change = { ...unchangedOf(path, found, next), after };
  if (found.kind === 'blocked')
    return { ...change, after: undefined, kind: 'conflict', reason: found.reason };
  if (found.kind === 'absent') return { ...change, ...(entry === undefined ? created : restored) };
  const bytes = withLineFeeds(found.bytes);
  const isSameMode = found.executable === undefined || found.executable === executable;
  if (bytes.equals(after.bytes)) {
    if (isSameMode) return { ...change, after: undefined };
    return {
      ...change,
      ...(entry?.executable === executable
        ? { kind: 'repair', reason: 'mode drift, will be repaired' }
        : updated),
    };
  }
  const conflict = (reason: string): Change => ({
    ...change,
    kind: 'conflict',
    reason,
    entry: { ...next, replaced: replacedOf(found) },
    rescued: true,
    acceptable: true,
  });
  if (entry === undefined) return conflict('exists, and was not written by this tool');
  if (entry.sha256.includes(sha256Of(bytes))) return { ...change, ...updated };
  if (entry.ownership !== 'managed') return conflict('was yours, and would become managed');
  const isMerge = conflictLine(bytes.toString()) !== undefined;
  return {
    ...change,
    kind: 'repair',
    reason: isMerge ? 'merge conflict markers: will be regenerated' : 'drift, will be repaired',
    rescued: true,
  };
}

const replacedOf = ({ bytes, executable }: Extract<Found, { kind: 'file' }>): Replaced => ({
  sha256: sha256Of(bytes),
  blob: blobNameOf(bytes),
  executable: executable === true,
});
