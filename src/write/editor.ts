import { isDeepStrictEqual } from 'node:util';
import { InternalError, UserError } from '../errors.ts';

/**
 * Edits a structured text in place: each operation touches only the
 * lines it is about. Text it cannot read is a `UserError`.
 */
export interface Editor {
  /** The data of a text; of one that is the text of this file, what others have read of it is taken. */
  readonly read: (text: string, file?: Buffer) => unknown;
  /** The value at a path that exists. */
  readonly replace: (text: string, path: readonly string[], value: unknown) => string;
  /** A new key in a mapping that has others. */
  readonly insert: (text: string, path: readonly string[], value: unknown) => string;
  /** A key that exists and has neighbours, or the last one of the root. */
  readonly remove: (text: string, path: readonly string[]) => string;
  /** Items at the end of a list that has some. */
  readonly append: (text: string, path: readonly string[], items: readonly unknown[]) => string;
  /** The whole content, where there was none. */
  readonly fill: (text: string, value: unknown) => string;
}

/** The editor, which does not read again what it has just read, nor what others have read of the file. */
export function readingOnce(editor: Editor, file: Buffer): Editor {
  let last: { readonly text: string; readonly root: unknown } | undefined;
  return {
    ...editor,
    read: (text) => {
      if (last?.text !== text) last = { text, root: editor.read(text, file) };
      return last.root;
    },
  };
}

/** A value and where it goes. */
interface Assignment {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The text with exactly this value at the path; keys and remarks around it stay. */
export function assign(editor: Editor, text: string, { path, value }: Assignment): string {
  const current = valueAt(editor.read(text), path);
  if (isDeepStrictEqual(current, value)) return text;
  if (value === undefined) return drop(editor, text, path);
  if (!isFilledMap(current) || !isFilledMap(value)) return put(editor, text, { path, value });
  const gone = Object.keys(current).filter((key) => !Object.hasOwn(value, key));
  // Set before removing, so that the mapping is never empty in between.
  const set = Object.entries(value).reduce(
    (result, [key, inner]) => assign(editor, result, { path: [...path, key], value: inner }),
    text,
  );
  return gone.reduce((result, key) => drop(editor, result, [...path, key]), set);
}

/** The text without the key at the path, and without mappings that this leaves empty. */
export function drop(editor: Editor, text: string, path: readonly string[]): string {
  const root = editor.read(text);
  if (valueAt(root, path) === undefined) return text;
  let end = path.length;
  while (end > 1 && Object.keys(Object(valueAt(root, path.slice(0, end - 1)))).length === 1)
    end -= 1;
  // In JSON a key can stand twice: what the last one hid goes as well.
  return drop(editor, editor.remove(text, path.slice(0, end)), path);
}

/** The text with the items whose `key` value the list at the path lacks; nothing else changes. */
export function complete(
  editor: Editor,
  text: string,
  { path, key, items }: { path: readonly string[]; key: string; items: readonly unknown[] },
): string {
  const current = valueAt(editor.read(text), path) ?? [];
  if (!Array.isArray(current))
    throw new UserError(`${path.join('.')} is ${shapeOf(current)}, but must be a list`);
  const known = new Set(current.map((item: unknown) => identityOf(item, key)));
  const missing = items.filter((item) => !known.has(identityOf(item, key)));
  if (missing.length === 0) return text;
  return current.length === 0
    ? put(editor, text, { path, value: missing })
    : editor.append(text, path, missing);
}

/** What stands at a path of plain data. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    root,
  );
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isMap(value) ? 'a mapping' : `the ${typeof value} ${JSON.stringify(value)}`;
}

type MapValue = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is MapValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFilledMap = (value: unknown): value is MapValue =>
  isMap(value) && Object.keys(value).length > 0;

const identityOf = (item: unknown, key: string): string =>
  JSON.stringify(isMap(item) ? item[key] : item) ?? '';

/** Sets a value whose parents may be missing, by replacing or inserting at the deepest key that can take it. */
function put(editor: Editor, text: string, { path, value }: Assignment): string {
  let parent = editor.read(text);
  for (const [index, key] of path.entries()) {
    const nested = path
      .slice(index + 1)
      .reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    const here = path.slice(0, index);
    if (parent === null || parent === undefined || (isMap(parent) && !isFilledMap(parent))) {
      return index === 0
        ? editor.fill(text, { [key]: nested })
        : editor.replace(text, here, { [key]: nested });
    }
    if (!isMap(parent))
      throw new UserError(
        `${here.join('.') || 'the content'} is ${shapeOf(parent)}, but must be a mapping`,
      );
    if (!Object.hasOwn(parent, key)) return editor.insert(text, [...here, key], nested);
    parent = parent[key];
  }
  if (path.length === 0) throw new InternalError('a shared part needs a path');
  return editor.replace(text, path, value);
}
