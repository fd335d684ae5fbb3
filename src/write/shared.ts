import { InternalError } from '../errors.ts';
import { plainOf, render } from '../render/render.ts';
import { yamlOf } from '../render/yaml.ts';
import type { FileSpec, KeyPath, Places, SharedPart, Value } from '../render/spec.ts';
import type { Moved } from './carried-releases.ts';
import { blockIn, withBlock, withoutBlock } from './block.ts';
import { editBlock } from './edit-block.ts';
import { checkEdit, editText } from './edit-text.ts';
import type { EditResult } from './edit-text.ts';
import { assign, complete, drop, readingOnce, valueAt } from './editor.ts';
import type { Editor } from './editor.ts';
import type { InventoryEntry, OurPart } from './inventory-entry.ts';
import { leavingKeys, preparedList, withoutReleases } from './release-edits.ts';
import { jsonEditor } from './json-editor.ts';
import { sha256Of } from './text-state.ts';
import { yamlEditor } from './yaml-editor.ts';
import { withoutTwinsAt } from './yaml-shapes.ts';
import { ownOf } from '../domain/own.ts';

/** What used to be ours, and what moves into a release file. */
interface Wanted {
  readonly part: SharedPart;
  readonly previous: OurPart | undefined;
  readonly moved?: ReadonlyMap<string, Moved>;
  /** Hashes of what we wrote before. */
  readonly known?: readonly string[] | undefined;
}

/** The file with our part as wanted and every other byte as it was; what used to be ours and no longer is goes. */
export function withOurs(
  spec: FileSpec,
  bytes: Buffer,
  { part, previous, moved = new Map(), known = [] }: Wanted,
): EditResult {
  const { path } = spec;
  if (part.kind === 'block') {
    const block = latin1Of(render(spec));
    return editBlock(bytes, { path, edit: (text) => withBlock(path, text, block), block, known });
  }
  const content = contentOf(spec);
  const format = formatOf(spec);
  const stale = stalePaths(part, previous);
  const places = placesIn(spec);
  const edit = (found: string): string => {
    const editor = readingOnce(editors[format], bytes);
    if (part.kind === 'entries') {
      const list = { part, places: places ?? {}, previous: previous?.places ?? {}, moved };
      const prepared = places === undefined ? found : preparedList(found, list);
      return complete(editor, prepared, { ...part, items: listAt(content, part.path) });
    }
    const text =
      format === 'yaml' && places === undefined ? withoutTwinsAt(found, part.paths) : found;
    const paths = [
      ...part.paths,
      ...neededAt(spec, editor.read(text)),
      ...[...moved.keys()].flatMap((component) =>
        ['tag', 'digest'].map((key) => [...(ownOf(places, component) ?? []), key]),
      ),
    ];
    const set = paths.reduce(
      (result, path) => assign(editor, result, { path, value: valueAt(content, path) }),
      text,
    );
    const result = stale.reduce((rest, path) => drop(editor, rest, path), set);
    return checkEdit(editor, { text, result, paths, gone: stale, content });
  };
  const paths = part.kind === 'entries' ? [part.path] : [...part.paths, ...stale];
  return editText(bytes, {
    edit,
    place: { format, paths, isList: part.kind === 'entries' },
    ours: textOf(format, content, paths),
    // What CI has released is read from the file as it stands, and must not depend on a side of a merge.
    mayMerge: places === undefined,
  });
}

/** The file with our block, as given in latin1, where it has one; a file without stays as it is. */
export const withKeptBlock = (
  path: string,
  bytes: Buffer,
  { block, known }: { readonly block: string; readonly known: readonly string[] },
): EditResult =>
  editBlock(bytes, {
    path,
    edit: (text) =>
      blockIn(path, text) === undefined && withBlock(path, text, block) !== undefined
        ? text
        : withBlock(path, text, block),
    block,
    known,
  });

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

/** A part of ours that goes. */
interface Leaving extends OurPart {
  readonly moved?: readonly KeyPath[];
  /** Hashes of what we wrote before. */
  readonly known?: readonly string[];
}

/** The file without our part. Filled entries of a list stay: their values belong to whoever set them. */
export function withoutOurs(
  path: string,
  bytes: Buffer,
  { moved = [], known = [], ...ours }: Leaving,
): EditResult {
  const { format, part } = ours;
  if (part.kind === 'block')
    return editBlock(bytes, { path, edit: (text) => withoutBlock(path, text), block: '', known });
  if (format === 'text') return { kind: 'edited', bytes };
  const isList = part.kind === 'entries';
  const work = { ours: '', mayMerge: ours.places === undefined };
  if (isList) {
    const place = { format, paths: [part.path], isList };
    const edit = (text: string): string => withoutReleases(text, { part, moved });
    return editText(bytes, { ...work, edit, place });
  }
  const editor = readingOnce(editors[format], bytes);
  const gone = [...part.paths, ...(part.whole === true ? leavingKeys(bytes, ours, moved) : [])];
  const edit = (found: string): string => {
    const text =
      format === 'yaml' && ours.places === undefined ? withoutTwinsAt(found, gone) : found;
    const result = gone.reduce((rest, keys) => drop(editor, rest, keys), text);
    const checked = checkEdit(editor, { text, result, paths: [], gone, content: null });
    return checked !== text && saysNothing(editor, checked) ? '' : checked;
  };
  return editText(bytes, { ...work, edit, place: { format, paths: gone, isList } });
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

/** What is ours, as a text of its own. */
function textOf(format: 'yaml' | 'json', content: unknown, paths: readonly KeyPath[]): string {
  const ours = oursIn(content, paths) as Value;
  return format === 'yaml' ? yamlOf([ours]) : `${JSON.stringify(ours, null, 2)}\n`;
}

function oursIn(content: unknown, paths: readonly KeyPath[]): unknown {
  if (paths.some((path) => path.length === 0)) return content;
  return Object.fromEntries(
    [...new Set(paths.map(([key = '']) => key))]
      .map((key): [string, unknown] => [
        key,
        oursIn(
          valueAt(content, [key]),
          paths.filter(([first]) => first === key).map((path) => path.slice(1)),
        ),
      ])
      .filter(([, value]) => value !== undefined && !isHollow(value)),
  );
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
