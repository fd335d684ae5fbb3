import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors.ts';
import type { KeyPath } from '../render/spec.ts';
import { correctionOf, replacementOf } from './by-hand.ts';
import type { ByHand } from './by-hand.ts';
import { conflictLines, sidesOf } from './conflict-markers.ts';
import { valueAt } from './editor.ts';
import type { Editor } from './editor.ts';
import { textsWithRoom } from './room.ts';
import type { Place } from './room.ts';

/** An edited file, or why it cannot be edited and what a person can write instead. */
export type EditResult = { readonly kind: 'edited'; readonly bytes: Buffer } | RefusedEdit;

/** Why a file cannot be edited. */
interface RefusedEdit {
  readonly kind: 'refused';
  readonly reason: string;
  readonly byHand?: ByHand;
}

/** An edit of a structured text. */
export interface TextEdit {
  readonly edit: (text: string) => string;
  /** Where it writes. */
  readonly place: Place;
  /** What it writes, as a text of its own; empty where it only takes away. */
  readonly ours: string;
  /** Whether both sides of a merge may be edited, where nothing but our part is in conflict. */
  readonly mayMerge: boolean;
}

/** The bytes after an edit; every byte that the edit is not about stays. */
export function editText(bytes: Buffer, work: TextEdit): EditResult {
  const result = attempt(bytes, work);
  if (result.kind === 'edited') return result;
  const text = bytes.toString();
  for (const candidate of candidatesOf(bytes, work)) {
    const better = attempt(Buffer.from(candidate), work);
    if (better.kind === 'edited')
      return { ...result, byHand: replacementOf(text, better.bytes.toString()) };
  }
  return { ...result, byHand: correctionOf(text, { ...linesIn(text, result), text: work.ours }) };
}

function candidatesOf(bytes: Buffer, { place }: TextEdit): Iterable<string> {
  const other = otherEncoding(bytes);
  return other === undefined ? textsWithRoom(bytes.toString(), place) : [other];
}

/** The lines that are wrong: git's, or the one that the reason names; none where it is about the whole file. */
function linesIn(
  text: string,
  { reason }: { readonly reason: string },
): Pick<ByHand, 'first' | 'last'> {
  const named = /\bline (\d+)/.exec(reason)?.[1];
  const line = named === undefined ? aliasLine(text, reason) : Number(named);
  return (
    conflictLines(text) ??
    (line === undefined ? { first: 1, last: 0 } : { first: line, last: line })
  );
}

/** Where an alias stands that a reason is about; the reader of YAML does not say. */
function aliasLine(text: string, reason: string): number | undefined {
  const [, name = String.raw`\S`] = /alias\): (\w+)$/.exec(reason) ?? [];
  const line = text.split('\n').findIndex((one) => new RegExp(String.raw`\*${name}`).test(one));
  return reason.includes('alias') && line >= 0 ? line + 1 : undefined;
}

const MARK = '\uFEFF';

function attempt(bytes: Buffer, work: TextEdit): EditResult {
  const text = bytes.toString();
  if (!Buffer.from(text).equals(bytes))
    return refused(`is not UTF-8, which begins on line ${String(brokenLine(text))}`);
  const mark = text.startsWith(MARK) ? MARK : '';
  const result = attemptText(text.slice(mark.length), work);
  return typeof result === 'string'
    ? { kind: 'edited', bytes: Buffer.from(mark + result) }
    : result;
}

function attemptText(text: string, { edit, mayMerge }: TextEdit): string | EditResult {
  const merge = conflictLines(text);
  try {
    if (merge === undefined) return edit(text);
    const [one, other] = sidesOf(text);
    const merged = mayMerge ? edit(one) : undefined;
    if (merged !== undefined && merged === edit(other)) return merged;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (merge === undefined) return refused(error.message);
  }
  return merging(merge.first);
}

const refused = (reason: string): RefusedEdit => ({ kind: 'refused', reason });

/** How a conflict of people is told. */
export const merging = (line: number): RefusedEdit =>
  refused(
    `has merge conflict markers on line ${String(line)}, outside of the generated part: resolve them first`,
  );

/** The line of the first character that is none. */
const brokenLine = (text: string): number => text.split('\uFFFD', 1).join('').split('\n').length;

/** The text of a file that is not UTF-8, as it most likely was meant; undefined where it is UTF-8. */
function otherEncoding(bytes: Buffer): string | undefined {
  if (Buffer.from(bytes.toString()).equals(bytes)) return undefined;
  const name = { 0xfffe: 'utf-16le', 0xfeff: 'utf-16be' }[
    bytes.length < 2 ? 0 : bytes.readUInt16BE(0)
  ];
  return new TextDecoder(name ?? 'windows-1252').decode(bytes);
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
export function checkEdit(
  editor: Editor,
  { text, result, paths, gone, content }: DoneEdit,
): string {
  if (result === text) return text;
  const after = result === '' ? null : editor.read(result);
  const isOursRight =
    paths.every((path) => isDeepStrictEqual(valueAt(after, path), valueAt(content, path))) &&
    gone.every((path) => valueAt(after, path) === undefined);
  const ours = [...paths, ...gone];
  const areOthersKept = isDeepStrictEqual(without(editor.read(text), ours), without(after, ours));
  if (isOursRight && areOthersKept) return result;
  throw new UserError(
    `cannot be edited without a change of what is yours: ${ours.map((path) => path.join('.')).join(', ')}`,
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
