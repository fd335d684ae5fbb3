import type { FileSpec, Ownership } from '../render/spec.ts';
import { blockIn } from './block.ts';
import type { Change } from './change.ts';
import type { InventoryEntry } from './inventory-entry.ts';
import { withKeptBlock } from './shared.ts';
import { created, restored, unchangedOf, updated, type Situation } from './situation.ts';
import { sha256Of, withLineFeeds } from './text-state.ts';
import { wantedBytes } from './wanted-bytes.ts';

type Sample = Extract<Ownership, { kind: 'sample' }>;

/** Whether it does not matter what a file says: we started it, and nothing in it is ours. */
export const isLeftAlone = ({ ownership }: FileSpec, entry: InventoryEntry | undefined): boolean =>
  ownership.kind === 'sample' && ownership.block !== true && entry?.ownership === 'sample';

/** What has to happen to such a file where it is still there: nothing. */
export const leftAlone = (path: string, entry: InventoryEntry | undefined): Change => ({
  ...unchangedOf(path, undefined, entry),
  ...KEPT,
});

const KEPT = { kind: 'kept', reason: 'yours, kept' } as const;

/** What has to happen to a file that we only start: nothing, or its block is brought back where it still has one. */
export function diffSample(situation: Situation, ownership: Sample): Change {
  const { spec, found, entry, around } = situation;
  const { path, executable } = spec;
  const after = { bytes: wantedBytes(spec), executable };
  const known: InventoryEntry | undefined = entry?.ownership === 'sample' ? entry : undefined;
  const change = unchangedOf(path, found, known ?? entryOf(path, after));
  const kept: Change = { ...change, ...KEPT };
  if (found.kind === 'file' && ownership.block === true)
    return diffSampleBlock({ after, found, known, kept });
  if (found.kind !== 'absent') return kept;
  if (entry === undefined)
    return ownership.starts !== undefined && around.inhabited.has(ownership.starts)
      ? { ...kept, reason: NOT_STARTED }
      : { ...change, after, ...created };
  if (ownership.restored) return { ...change, after, ...restored };
  return { ...kept, reason: 'deleted by you, stays deleted' };
}

/** What is said of a file of a starter where nobody needs one. */
export const NOT_STARTED = 'not written: an application is there already';

interface SampleBlock {
  readonly after: { readonly bytes: Buffer; readonly executable: boolean };
  readonly found: Extract<Situation['found'], { kind: 'file' }>;
  readonly known: InventoryEntry | undefined;
  readonly kept: Change;
}

/** A file that nobody touched is ours to write again; of one that its owner edited, only the block. */
function diffSampleBlock({ after, found, known, kept }: SampleBlock): Change {
  const { path } = kept;
  const next = entryOf(path, after);
  const isUntouched = known?.sha256.includes(sha256Of(withLineFeeds(found.bytes))) === true;
  if (isUntouched && !withLineFeeds(found.bytes).equals(after.bytes))
    return { ...kept, ...updated, after, entry: next };
  const wanted = blockOf(path, after.bytes) ?? '';
  const result = withKeptBlock(path, found.bytes, { block: wanted, known: known?.sha256 ?? [] });
  if (result.kind === 'refused')
    return { ...kept, kind: 'conflict', reason: result.reason, byHand: result.byHand };
  if (blockOf(path, result.bytes) === undefined) return kept;
  if (result.bytes.equals(found.bytes)) return { ...kept, entry: next };
  const there = blockOf(path, found.bytes);
  return {
    ...kept,
    ...(known?.sha256.includes(hashOf(wanted)) === true
      ? { kind: 'repair', reason: 'drift in the generated part, will be repaired' }
      : updated),
    // Where a mark was missing, only what we know to be ours is replaced.
    rescued: there !== undefined && known?.sha256.includes(hashOf(there)) !== true,
    after: { bytes: result.bytes, executable: found.executable ?? after.executable },
    entry: next,
  };
}

/** The hashes of all of it and, where it has one, of the block. */
function entryOf(path: string, { bytes, executable }: SampleBlock['after']): InventoryEntry {
  const block = blockOf(path, bytes);
  const sha256 = [sha256Of(bytes), ...(block === undefined ? [] : [hashOf(block)])];
  return { path, ownership: 'sample', sha256, executable, ours: undefined };
}

// A file need not be UTF-8: latin1 gives each byte a character and takes it back.
const blockOf = (path: string, bytes: Buffer): string | undefined =>
  blockIn(path, bytes.toString('latin1'));

const hashOf = (block: string): string => sha256Of(Buffer.from(block, 'latin1'));
