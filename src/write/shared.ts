import { isDeepStrictEqual } from 'node:util';
import { InternalError, UserError } from '../errors.ts';
import { plainOf, render } from '../render/render.ts';
import type { FileSpec, KeyPath, Places, SharedPart } from '../render/spec.ts';
import type { Moved } from './carried-releases.ts';
import { blockIn, withBlock, withoutBlock } from './block.ts';
import { conflictLine, strayMarkerLine } from './conflict-markers.ts';
import { assign, complete, drop, readingOnce, valueAt } from './editor.ts';
import type { Editor } from './editor.ts';
import type { InventoryEntry, OurPart } from './inventory-entry.ts';
import { leavingKeys, preparedList, withoutReleases } from './release-edits.ts';
import { jsonEditor } from './json-editor.ts';
import { sha256Of } from './text-state.ts';
import { yamlEditor } from './yaml-editor.ts';

/** An edited file, or why it cannot be edited. */
export type EditResult =
  | { readonly kind: 'edited'; readonly bytes: Buffer }
  | { readonly kind: 'refused'; readonly reason: string };

/** What used to be ours, and what moves into a release file. */
interface Wanted {
  readonly part: SharedPart;
  readonly previous: OurPart | undefined;
  readonly moved?: ReadonlyMap<string, Moved>;
}

/** The file with our part as wanted and every other byte as it was; what used to be ours and no longer is goes. */
export function withOurs(
  spec: FileSpec,
  bytes: Buffer,
  { part, previous, moved = new Map() }: Wanted,
): EditResult {
  if (part.kind === 'block')
    return editBlock(bytes, (text) => withBlock(spec.path, text, latin1Of(render(spec))));
  const content = contentOf(spec);
  const stale = stalePaths(part, previous);
  return editText(bytes, (text) => {
    const editor = readingOnce(editors[formatOf(spec)]);
    const places = placesIn(spec);
    if (part.kind === 'entries') {
      const list = { part, places: places ?? {}, previous: previous?.places ?? {}, moved };
      const prepared = places === undefined ? text : preparedList(text, list);
      return complete(editor, prepared, { ...part, items: listAt(content, part.path) });
    }
    const paths = [
      ...part.paths,
      ...neededAt(spec, editor.read(text)),
      ...[...moved.keys()].flatMap((component) =>
        ['tag', 'digest'].map((key) => [...(places?.[component] ?? []), key]),
      ),
    ];
    const set = paths.reduce(
      (result, path) => assign(editor, result, { path, value: valueAt(content, path) }),
      text,
    );
    const result = stale.reduce((rest, path) => drop(editor, rest, path), set);
    return checkEdit(editor, { text, result, paths, gone: stale, content });
  });
}

/** The file with our block, as given in latin1, where it has one; a file without stays as it is. */
export const withKeptBlock = (path: string, bytes: Buffer, block: string): EditResult =>
  editBlock(bytes, (text) =>
    blockIn(path, text) === undefined && withBlock(path, text, block) !== undefined
      ? text
      : withBlock(path, text, block),
  );

/** The paths that were ours and no longer are. */
export function stalePaths(part: SharedPart, previous: OurPart | undefined): readonly KeyPath[] {
  if (part.kind !== 'keys' || previous?.part.kind !== 'keys') return [];
  const ours = new Set(part.paths.map(nameOf));
  const above = new Set(part.paths.flatMap((path) => path.map((_, end) => startOf(path, end))));
  const stale = previous.part.paths.filter(
    (path) =>
      !ours.has(nameOf(path)) &&
      !above.has(nameOf(path)) &&
      path.every((_, end) => !ours.has(startOf(path, end))),
  );
  return previous.part.whole === true ? stale.map((path) => path.slice(0, -1)) : stale;
}

/** The file without our part. Filled entries of a list stay: their values belong to whoever set them. */
export function withoutOurs(
  path: string,
  bytes: Buffer,
  { moved = [], ...ours }: OurPart & { readonly moved?: readonly KeyPath[] },
): EditResult {
  const { format, part } = ours;
  if (part.kind === 'block') return editBlock(bytes, (text) => withoutBlock(path, text));
  if (format === 'text') return { kind: 'edited', bytes };
  if (part.kind === 'entries')
    return editText(bytes, (text) => withoutReleases(text, { part, moved }));
  const editor = readingOnce(editors[format]);
  const gone = [...part.paths, ...(part.whole === true ? leavingKeys(bytes, ours, moved) : [])];
  return editText(bytes, (text) => {
    const result = gone.reduce((rest, keys) => drop(editor, rest, keys), text);
    const checked = checkEdit(editor, { text, result, paths: [], gone, content: null });
    return checked !== text && saysNothing(editor, checked) ? '' : checked;
  });
}

/** Whether empty lists and mappings are all that is left, and no remark of anybody. */
const saysNothing = (editor: Editor, text: string): boolean =>
  !/#|\/[/*]/.test(text) && (text === '' || isHollow(editor.read(text)));

const isHollow = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value).every(isHollow));

const placesIn = ({ ownership }: FileSpec): Places | undefined =>
  ownership.kind === 'shared' ? ownership.releases?.places : undefined;

/**
 * Whether a change of our part can take something away that a person
 * wrote: a block that is still as we wrote it holds nothing of theirs.
 */
export function mayHoldWork(
  path: string,
  bytes: Buffer,
  { part, entry }: { readonly part: SharedPart; readonly entry: InventoryEntry | undefined },
): boolean {
  if (part.kind !== 'block') return true;
  const block = blockIn(path, bytes.toString('latin1'));
  return (
    block !== undefined && entry?.sha256.includes(sha256Of(Buffer.from(block, 'latin1'))) !== true
  );
}

const editors = { yaml: yamlEditor, json: jsonEditor } satisfies Record<'yaml' | 'json', Editor>;

function formatOf({ path, content }: FileSpec): 'yaml' | 'json' {
  if (content.kind === 'text')
    throw new InternalError(`${path} is text, so keys or entries of it cannot be shared`);
  return content.kind;
}

function contentOf({ path, content }: FileSpec): unknown {
  if (content.kind === 'json') return plainOf(content.value);
  const [document] = content.kind === 'yaml' ? content.documents : [];
  if (document === undefined) throw new InternalError(`${path} has no document to share`);
  return plainOf(document);
}

function listAt(content: unknown, path: readonly string[]): readonly unknown[] {
  const list = valueAt(content, path);
  if (!Array.isArray(list))
    throw new InternalError(`${path.join('.')} of a shared file is not a list`);
  return list;
}

/** The needed paths that nothing stands at. */
function neededAt({ ownership }: FileSpec, found: unknown): readonly KeyPath[] {
  const groups = (ownership.kind === 'shared' ? ownership.needed : undefined) ?? [];
  return groups.flatMap((group) =>
    group.some((path) => valueAt(found, path) !== undefined) ? [] : group.slice(0, 1),
  );
}

const nameOf = (path: KeyPath): string => JSON.stringify(path);
const startOf = (path: KeyPath, end: number): string => nameOf(path.slice(0, end));

// A block stands between bytes that need not be UTF-8: latin1 gives each byte a character and takes it back.
const latin1Of = (text: string): string => Buffer.from(text).toString('latin1');

function editBlock(bytes: Buffer, edit: (text: string) => string | undefined): EditResult {
  const before = bytes.toString('latin1');
  const text = edit(before);
  // A conflict inside our block goes with it; any other is between people.
  const line = conflictLine(before) === undefined ? undefined : strayMarkerLine(text ?? before);
  if (line !== undefined) return merging(line);
  if (text === undefined)
    return { kind: 'refused', reason: 'has marker lines that do not pair up' };
  return { kind: 'edited', bytes: Buffer.from(text, 'latin1') };
}

const merging = (line: number): EditResult => ({
  kind: 'refused',
  reason: `has merge conflict markers on line ${String(line)}, outside of the generated part: resolve them first`,
});

function editText(bytes: Buffer, edit: (text: string) => string): EditResult {
  const text = bytes.toString();
  if (!Buffer.from(text).equals(bytes)) return { kind: 'refused', reason: 'is not UTF-8' };
  const line = conflictLine(text);
  if (line !== undefined) return merging(line);
  try {
    return { kind: 'edited', bytes: Buffer.from(edit(text)) };
  } catch (error) {
    if (error instanceof UserError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

interface DoneEdit {
  readonly text: string;
  readonly result: string;
  /** Where the content stands now. */
  readonly paths: readonly KeyPath[];
  /** Where nothing stands any longer. */
  readonly gone: readonly KeyPath[];
  readonly content: unknown;
}

/** Refuses an edit that did not do exactly what it should: text can be written in ways that no editor foresees. */
function checkEdit(editor: Editor, { text, result, paths, gone, content }: DoneEdit): string {
  if (result === text) return text;
  const after = result === '' ? null : editor.read(result);
  const isOursRight =
    paths.every((path) => isDeepStrictEqual(valueAt(after, path), valueAt(content, path))) &&
    gone.every((path) => valueAt(after, path) === undefined);
  const ours = [...paths, ...gone];
  const areOthersKept = isDeepStrictEqual(without(editor.read(text), ours), without(after, ours));
  if (isOursRight && areOthersKept) return result;
  throw new UserError(
    `cannot be edited safely; set manually: ${ours.map((path) => path.join('.')).join(', ')}`,
  );
}

/** The data without these paths and without the mappings that this leaves empty. */
function without(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return value ?? undefined;
  const pairs = Object.entries(value).map(([key, inner]): [string, unknown] => {
    const below = paths.filter((path) => path[0] === key).map((path) => path.slice(1));
    return [key, below.length === 0 ? inner : without(inner, below)];
  });
  const filled = pairs.filter(([, inner]) => inner !== undefined);
  return filled.length === 0 ? undefined : Object.fromEntries(filled);
}
