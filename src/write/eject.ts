import { UserError } from '../errors.ts';
import { render } from '../render/render.ts';
import type { FileSpec } from '../render/spec.ts';
import { blockIn, wrapBlock } from './block.ts';
import { withTakeOvers } from './change.ts';
import type { Change } from './change.ts';
import { diff } from './diff.ts';
import { emptyInventory } from './inventory.ts';
import type { InventoryEntry } from './inventory-entry.ts';
import { withoutOurMarks } from './our-marks.ts';
import { unchangedOf } from './situation.ts';
import type { Found } from '../disk/snapshot.ts';
import { sha256Of, withLineFeeds } from './text-state.ts';

/** One file, for its ejection or the way back. */
export interface Ejectable {
  readonly path: string;
  readonly spec: FileSpec | undefined;
  readonly entry: InventoryEntry | undefined;
  readonly found: Found;
}

/** What makes a file its user's: our marks in it go, and the record says so. */
export function ejectChangeOf({ path, spec, entry, found }: Ejectable): Change {
  if (entry?.ownership === 'ejected')
    return { ...unchangedOf(path, found, entry), kind: 'kept', reason: 'already ejected' };
  const ownership = spec?.ownership.kind ?? entry?.ownership;
  if (ownership === undefined)
    throw new UserError(`${path} is not a generated file: a resync never touches it`);
  if (ownership === 'sample' && !hasBlock(spec))
    throw new UserError(`${path} is already yours: a resync never changes it`);
  const kept: Change = {
    ...unchangedOf(path, found, ejectedEntry({ path, spec, entry })),
    kind: 'kept',
    reason: 'ejected: yours from now on',
  };
  if (found.kind !== 'file') return kept;
  const bytes = withoutOurMarks(path, found.bytes);
  return bytes.equals(found.bytes)
    ? kept
    : { ...kept, kind: 'update', after: { bytes, executable: found.executable === true } };
}

const ejectedEntry = ({
  path,
  spec,
  entry,
}: Pick<Ejectable, 'path' | 'spec' | 'entry'>): InventoryEntry => ({
  path,
  ownership: 'ejected',
  sha256: entry?.sha256 ?? (spec === undefined ? [] : [sha256Of(render(spec))]),
  executable: entry?.executable ?? spec?.executable ?? false,
  ours: undefined,
});

/** What makes an ejected file ours again; its content is rescued if somebody has changed it. */
export function undoEjectChangeOf({ path, spec, entry, found }: Ejectable): Change {
  if (entry?.ownership !== 'ejected') throw new UserError(`${path} is not ejected`);
  if (spec === undefined)
    return {
      ...unchangedOf(path, found, undefined),
      kind: 'kept',
      reason: 'no longer generated, so it stays yours',
    };
  const rewrapped: Found =
    found.kind === 'file' ? { ...found, bytes: withOurBlock(spec, found.bytes) } : found;
  const [change] = withTakeOvers(diff([spec], new Map([[path, rewrapped]]), emptyInventory));
  if (change === undefined)
    throw new UserError(`${path} cannot become managed again`, { exitCode: 3 });
  if (found.kind !== 'file') return change;
  const back: Change = {
    ...change,
    before: found.bytes,
    rescued: change.rescued && !isAsEjected(spec, found.bytes),
    entry: withoutReplaced(change.entry),
  };
  if (
    rewrapped.kind !== 'file' ||
    rewrapped.bytes.equals(found.bytes) ||
    (change.kind !== 'unchanged' && change.kind !== 'kept')
  )
    return back;
  return {
    ...back,
    kind: 'update',
    reason: 'managed again',
    after: { bytes: rewrapped.bytes, executable: found.executable === true },
  };
}

/** What stood there was ours before, so it is not what comes back when we leave the file. */
function withoutReplaced(entry: InventoryEntry | undefined): InventoryEntry | undefined {
  if (entry === undefined) return undefined;
  const { replaced: _, ...rest } = entry;
  return rest;
}

/** The paths as files of ours: a folder stands for those in it that a resync would change. */
export function ejectablePaths(
  typed: readonly string[],
  wanted: readonly FileSpec[],
  entries: ReadonlyMap<string, InventoryEntry>,
): string[] {
  const ours = [
    ...new Set([
      ...wanted
        .filter((spec) => spec.ownership.kind !== 'sample' || hasBlock(spec))
        .map(({ path }) => path),
      ...[...entries.values()]
        .filter(({ ownership }) => ownership !== 'sample')
        .map(({ path }) => path),
    ]),
  ].sort();
  return [
    ...new Set(
      typed.flatMap((path) => {
        const inside = ours.filter((candidate) => candidate.startsWith(`${path}/`));
        return inside.length > 0 ? inside : [path];
      }),
    ),
  ];
}

/** Whether lines of the file between two marks are ours, and the rest is its owner's. */
const hasBlock = (spec: FileSpec | undefined): boolean =>
  spec?.ownership.kind === 'sample'
    ? spec.ownership.block === true
    : spec?.ownership.kind === 'shared' && spec.ownership.ours.kind === 'block';

/** The bytes with the lines of ours around what stood between them. */
export function withOurBlock(spec: FileSpec, bytes: Buffer): Buffer {
  const wanted = Buffer.from(render(spec)).toString('latin1');
  const block = hasBlock(spec) ? blockIn(spec.path, wanted) : undefined;
  if (block === undefined) return bytes;
  return Buffer.from(wrapBlock(spec.path, bytes.toString('latin1'), block), 'latin1');
}

const isAsEjected = (spec: FileSpec, bytes: Buffer): boolean =>
  withLineFeeds(bytes).equals(withoutOurMarks(spec.path, Buffer.from(render(spec))));
