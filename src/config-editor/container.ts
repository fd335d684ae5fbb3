import { endOf, startOf, type Piece, type Program } from './program.ts';
import { keyOf, type Literal } from './resolve.ts';

/** One thing in an object or a list. */
export interface Item {
  readonly key: string | undefined;
  readonly start: number;
  /** Behind it and what belongs to it. */
  readonly end: number;
  /** Behind its comma; undefined where it has none. */
  readonly afterComma: number | undefined;
}

/** An object or a list, as text. */
export interface Container {
  readonly kind: 'object' | 'array';
  /** Behind its opening bracket. */
  readonly open: number;
  /** Its closing bracket. */
  readonly close: number;
  readonly items: readonly Item[];
}

/** What an object or a list looks like in the text. */
export function containerOf(program: Program, literal: Literal): Container {
  const { kind, node } = literal;
  const close = endOf(node) - 1;
  const parts =
    literal.kind === 'object'
      ? literal.node.properties.map((one) => ({ one, key: keyOf(one) }))
      : literal.node.elements.flatMap((one) => (one === null ? [] : [{ one, key: undefined }]));
  const items = parts.map(({ one, key }, index) => {
    const next = parts[index + 1]?.one;
    return itemOf(program, { one, key, limit: next === undefined ? close : startOf(next) });
  });
  return { kind, open: startOf(node) + 1, close, items };
}

interface Part {
  readonly one: { readonly start?: number | null; readonly end?: number | null };
  readonly key: string | undefined;
  readonly limit: number;
}

function itemOf(program: Program, { one, key, limit }: Part): Item {
  let end = endOf(one);
  let place = skipSpace(program, end, limit);
  // Brackets around an element are no part of it to the parser.
  while (place < limit && program.text[place] === ')') {
    end = place + 1;
    place = skipSpace(program, end, limit);
  }
  const hasComma = place < limit && program.text[place] === ',';
  return { key, start: startOf(one), end, afterComma: hasComma ? place + 1 : undefined };
}

/** Behind white space and comments. */
function skipSpace(program: Program, from: number, limit: number): number {
  let place = from;
  while (place < limit) {
    const here = place;
    const comment = program.comments.find(({ start }) => start === here);
    if (comment !== undefined) place = comment.end;
    else if (/\s/.test(program.text[place] ?? '')) place += 1;
    else return place;
  }
  return place;
}

/** The comments that begin between two places. */
export const commentsIn = ({ comments }: Program, from: number, to: number): readonly Piece[] =>
  comments.filter(({ start }) => start >= from && start < to);

/** White space that a line begins with. */
export function indentationAt(text: string, place: number): string {
  const line = text.slice(lineStart(text, place));
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

export const lineStart = (text: string, place: number): number =>
  place === 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1;

export function lineEnd(text: string, place: number): number {
  const end = text.indexOf('\n', place);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** Whether nothing but white space stands before a place in its line. */
export const beginsLine = (text: string, place: number): boolean =>
  text.slice(lineStart(text, place), place).trim() === '';
