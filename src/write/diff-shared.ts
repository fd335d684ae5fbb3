import type { FileSpec, KeyPath, SharedPart } from '../render/spec.ts';
import type { Carried, Moved } from './carried-releases.ts';
import type { Change } from './change.ts';
import { created, restored, unchangedOf, updated } from './situation.ts';
import type { Situation } from './situation.ts';
import type { InventoryEntry, OurPart } from './inventory-entry.ts';
import { filledSpec } from './release-edits.ts';
import { mayHoldWork, stalePaths, withOurs } from './shared.ts';
import { sha256Of } from './text-state.ts';
import { wantedBytes } from './wanted-bytes.ts';

/** What has to happen to a shared file: our part is brought back, and every other byte stays. */
export function diffShared({ spec, found, entry, carried }: Situation, part: SharedPart): Change {
  const { path, executable } = spec;
  const moved = carried?.releases ?? new Map<string, Moved>();
  const filled = filledSpec(spec, moved);
  const next: InventoryEntry = {
    path,
    ownership: 'shared',
    sha256: [sha256Of(wantedBytes(spec))],
    executable,
    ours: { format: spec.content.kind, part, ...recordOf(spec, carried) },
  };
  const change = unchangedOf(path, found, next);
  if (found.kind === 'blocked') return { ...change, kind: 'conflict', reason: found.reason };
  if (found.kind === 'absent')
    return {
      ...change,
      after: { bytes: wantedBytes(filled), executable },
      ...(entry === undefined ? created : restored),
    };
  const previous = entry?.ownership === 'shared' ? entry.ours : undefined;
  const result = withOurs(filled, found.bytes, { part, previous, moved, known: entry?.sha256 });
  if (result.kind === 'refused')
    return { ...change, kind: 'conflict', reason: result.reason, byHand: result.byHand };
  if (result.bytes.equals(found.bytes)) return change;
  const after = { bytes: result.bytes, executable: found.executable ?? executable };
  return {
    ...change,
    after,
    rescued: mayHoldWork(path, found.bytes, { part, entry }),
    ...reasonOf(stalePaths(part, previous), { entry, next }),
  };
}

function reasonOf(
  gone: readonly KeyPath[],
  { entry, next }: { readonly entry: InventoryEntry | undefined; readonly next: InventoryEntry },
): Pick<Change, 'kind' | 'reason'> {
  if (entry !== undefined && next.sha256.every((hash) => entry.sha256.includes(hash)))
    return { kind: 'repair', reason: 'drift in the generated part, will be repaired' };
  if (gone.length === 0) return updated;
  return {
    ...updated,
    reason: `update, without ${gone.map((keys) => keys.join('.')).join(', ')}`,
  };
}

/** What the inventory remembers of a release file beside our part. */
function recordOf({ ownership }: FileSpec, carried: Carried | undefined): Partial<OurPart> {
  if (ownership.kind !== 'shared' || ownership.releases === undefined) return {};
  const gone = carried?.gone ?? {};
  return {
    places: ownership.releases.places,
    ...(Object.keys(gone).length === 0 ? {} : { gone }),
  };
}
