import { blockIn } from './block.ts';
import { withKeptBlock } from './shared.ts';
import { UserError } from '../errors.ts';
import { render } from '../render/render.ts';
import type { FileSpec } from '../render/spec.ts';
import { apply, replaceFiles } from './apply.ts';
import { isWrite, made } from './change.ts';
import type { Change } from './change.ts';
import { withOurBlock } from './eject.ts';
import { withoutOurMarks } from './our-marks.ts';
import { inventoryText } from './inventory.ts';
import type { InventoryEntry } from './inventory-entry.ts';
import { withLock } from './lock.ts';
import { INVENTORY_PATH, JOURNAL_PATH, RECORDS_FOLDER } from '../domain/file-paths.ts';
import { outsideOf, refuseOutside } from './outside-checkout.ts';
import { rescuesOf, withNeededRescues } from './rescue.ts';
import { inventoryFor, planChanges } from './resync.ts';
import { foundAt, unchangedOf } from './situation.ts';
import type { Found } from '../disk/snapshot.ts';
import { readSnapshot } from '../disk/snapshot.ts';
import { withoutTool } from './tool-packages.ts';
import { deleteFiles, removeEmptyFolders, removeFiles } from './place-files.ts';
import { sha256Of, withLineFeeds } from './text-state.ts';

/** A repository that is about to stand alone. */
export interface Leaving {
  /** The files as they are described while we keep them. */
  readonly generated: readonly FileSpec[];
  /** The files as they are described once nobody does. */
  readonly standalone: readonly FileSpec[];
  /** The config, and what else goes because only we read it. */
  readonly goes: readonly string[];
  readonly toolVersion: string;
}

/** What leaving would do to each file. Throws unless the files are as the config says. */
export function leavingChanges(root: string, leaving: Leaving): Change[] {
  const { generated, standalone, goes, toolVersion } = leaving;
  const staying = standalone.filter(({ path }) => !goes.includes(path));
  const wanted = new Map(staying.map((spec) => [spec.path, spec]));
  const known = new Map(generated.map((spec) => [spec.path, spec]));
  const snapshot = readSnapshot(root, [...known.keys(), ...wanted.keys(), ...goes]);
  refuseOutside(
    outsideOf(root),
    [...snapshot].flatMap(([path, { kind }]) => (kind === 'absent' ? [path] : [])),
  );
  const isDone = (path: string): boolean => isFinal(wanted.get(path), foundAt(snapshot, path));
  const { entries } = inventoryFor(root, toolVersion);
  refuseUnclean(
    planChanges(root, generated, { takeOver: false, toolVersion }).filter(
      ({ path }) =>
        ![INVENTORY_PATH, JOURNAL_PATH, ...goes].includes(path) &&
        !((known.has(path) || wanted.has(path)) && isDone(path)),
    ),
  );
  const paths = [...new Set([...known.keys(), ...wanted.keys()])]
    .filter((path) => !goes.includes(path) && entries.get(path)?.ownership !== 'ejected')
    .sort();
  return withNeededRescues(root, [
    ...paths.map((path) =>
      finalChange({
        path,
        before: known.get(path),
        after: wanted.get(path),
        found: foundAt(snapshot, path),
      }),
    ),
    ...goes.map((path) => removalOf(path, foundAt(snapshot, path), known.get(path))),
  ]);
}

/**
 * Leaves: every file first, then our records, and the config at the
 * very end, so that a run that was killed can be run again.
 */
export function leave(root: string, leaving: Leaving): Change[] {
  leavingChanges(root, leaving);
  const left = withLock(root, () => {
    const changes = leavingChanges(root, leaving);
    const [last, first] = [
      changes.filter(({ path }) => leaving.goes.includes(path)),
      changes.filter(({ path }) => !leaving.goes.includes(path)),
    ];
    applyMeanwhile(root, first.filter(isWrite), leaving.toolVersion);
    replaceFiles(root, rescuesOf(root, last.filter(isWrite)));
    removeFiles(root, [INVENTORY_PATH]);
    deleteFiles(root, last.filter(isWrite));
    return made(changes);
  });
  removeEmptyFolders(root, [RECORDS_FOLDER]);
  return left;
}

/** Until we have left, the files are still ours: a resync, of whatever config, can take them back. */
function applyMeanwhile(root: string, changes: readonly Change[], toolVersion: string): void {
  const inventory = inventoryFor(root, toolVersion);
  const entries = new Map(inventory.entries);
  const recorded = changes.map((change) => ({ ...change, entry: entryMeanwhile(change, entries) }));
  for (const { path, entry } of recorded) {
    if (entry === undefined) entries.delete(path);
    else entries.set(path, entry);
  }
  apply(root, recorded, { inventory: inventoryText({ ...inventory, entries }), toolVersion });
}

function entryMeanwhile(
  { path, after }: Change,
  entries: ReadonlyMap<string, InventoryEntry>,
): InventoryEntry | undefined {
  if (after === undefined) return undefined;
  const { bytes, executable } = after;
  const known = entries.get(path) ?? { path, ownership: 'managed', executable, ours: undefined };
  return known.ownership === 'managed'
    ? { ...known, sha256: [sha256Of(bytes)] }
    : entries.get(path);
}

interface FinalChangeInput {
  readonly path: string;
  readonly before: FileSpec | undefined;
  readonly after: FileSpec | undefined;
  readonly found: Found;
}

function finalChange({ path, before, after, found }: FinalChangeInput): Change {
  const kept: Change = {
    ...unchangedOf(path, found, undefined),
    kind: 'kept',
    reason: 'already yours',
  };
  if (after === undefined) return removalOf(path, found, before);
  if (isFinal(after, found)) return { ...kept, kind: 'unchanged' };
  if (before === undefined && found.kind !== 'absent')
    return { ...kept, kind: 'conflict', reason: 'exists, but leaving has to write this path' };
  const final = finalBytes(after);
  if (found.kind !== 'file')
    return after.ownership.kind === 'managed'
      ? {
          ...kept,
          kind: 'create',
          reason: 'create',
          after: { bytes: final, executable: after.executable },
        }
      : kept;
  const bytes =
    after.ownership.kind === 'managed' || isUntouched(before, found)
      ? final
      : withoutTool(path, withoutOurMarks(path, withLastBlock(after, found.bytes)));
  if (bytes.equals(found.bytes)) return kept;
  return {
    ...kept,
    kind: 'update',
    reason: 'yours from now on',
    after: { bytes, executable: found.executable ?? after.executable },
  };
}

function removalOf(path: string, found: Found, spec: FileSpec | undefined): Change {
  const change = unchangedOf(path, found, undefined);
  if (found.kind !== 'file') return change;
  const isOurs = spec !== undefined && withLineFeeds(found.bytes).equals(Buffer.from(render(spec)));
  return { ...change, kind: 'delete', reason: 'only this tool needed it', rescued: !isOurs };
}

const finalBytes = (spec: FileSpec): Buffer =>
  withoutTool(spec.path, withoutOurMarks(spec.path, Buffer.from(render(spec))));

/** Whether a file is as leaving leaves it: a run before this one may have been killed. */
function isFinal(spec: FileSpec | undefined, found: Found): boolean {
  if (spec === undefined) return found.kind === 'absent';
  if (found.kind !== 'file') return false;
  if (spec.ownership.kind !== 'shared') return withLineFeeds(found.bytes).equals(finalBytes(spec));
  if (spec.ownership.ours.kind !== 'block')
    return (
      spec.path.endsWith('package.json') && withoutTool(spec.path, found.bytes).equals(found.bytes)
    );
  return (
    withoutOurMarks(spec.path, found.bytes).equals(found.bytes) &&
    !withOurBlock(spec, found.bytes).equals(found.bytes)
  );
}

/** A sample whose block says, for the last time, what its spec says. */
function withLastBlock(spec: FileSpec, bytes: Buffer): Buffer {
  if (spec.ownership.kind !== 'sample' || spec.ownership.block !== true) return bytes;
  const block = blockIn(spec.path, Buffer.from(render(spec)).toString('latin1')) ?? '';
  const result = withKeptBlock(spec.path, bytes, { block, known: [] });
  return result.kind === 'edited' ? result.bytes : bytes;
}

/** A sample that its owner never touched. */
const isUntouched = (spec: FileSpec | undefined, found: Found): boolean =>
  spec?.ownership.kind === 'sample' &&
  found.kind === 'file' &&
  withLineFeeds(found.bytes).equals(Buffer.from(render(spec)));

function refuseUnclean(changes: readonly Change[]): void {
  const pending = changes.filter(({ kind }) => kind !== 'unchanged' && kind !== 'kept');
  if (pending.length === 0) return;
  const lines = pending.map(({ path, reason }) => `  ${path}: ${reason}`);
  throw new UserError(
    `nothing was changed, because ${String(pending.length)} file(s) do not match the config:\n${lines.join('\n')}`,
    {
      exitCode: 3,
      hint: 'Regenerate them with "npx projen", or keep your edits with "gitops-service eject <path>"; then leave.',
    },
  );
}
