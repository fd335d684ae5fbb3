import {
  beginsLine,
  commentsIn,
  indentationAt,
  lineEnd,
  lineStart,
  type Container,
  type Item,
} from './container.ts';
import { columnsOf, WIDTH, type Position } from './print.ts';
import type { Program } from './program.ts';
import type { Splice } from './splices.ts';
import type { Source } from './style.ts';

/** What is put into an object or a list. */
export interface Insertion {
  readonly container: Container;
  /** How many of its items stand before the new one. */
  readonly index: number;
  /** The new item on one line, and as it is written at the beginning of a line. */
  readonly short: string;
  readonly print: (position: Position) => string;
}

/** Puts an item into an object or a list, in the way that its other items are written. */
export function insert(source: Source, insertion: Insertion): readonly Splice[] {
  const { program } = source;
  const { container, index } = insertion;
  const last = container.items[index - 1];
  if (last === undefined) return intoEmpty(source, insertion);
  const { text } = program;
  const after = gapAfter(container, index);
  const standsAlone =
    beginsLine(text, last.start) || text.slice(after.start, after.end).includes('\n');
  return standsAlone ? onOwnLine(source, insertion, last) : onSameLine(source, insertion, last);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** What stands between an item, its comma included, and what follows it. */
function gapAfter({ items, close }: Container, index: number): Range {
  const last = items[index - 1];
  const end = items[index]?.start ?? close;
  return { start: last?.afterComma ?? last?.end ?? end, end };
}

function intoEmpty(
  { program, style }: Source,
  { container, short, print }: Insertion,
): readonly Splice[] {
  const { text } = program;
  const { open, close, kind } = container;
  const outer = indentationAt(text, open);
  const indentation = outer + style.indent;
  const item = style.eol + indentation + print({ style, indentation });
  const end = style.trailingComma ? ',' : '';
  const inner = text.slice(open, close);
  const comment = commentsIn(program, open, close).at(-1);
  if (comment !== undefined) {
    const isLine = inner.includes('\n');
    return [{ start: comment.end, end: comment.end, text: isLine ? item + end : ` ${short}` }];
  }
  if (inner.includes('\n')) return [{ start: open, end: open, text: item + end }];
  const space = kind === 'object' ? ' ' : '';
  const flat = `${space}${short}${space}`;
  if (isLong(text, open) || fits(text, open, flat))
    return [{ start: open, end: close, text: flat }];
  return [{ start: open, end: close, text: item + end + style.eol + outer }];
}

function onSameLine(source: Source, insertion: Insertion, last: Item): readonly Splice[] {
  const { program, style } = source;
  const { text } = program;
  const { container, index, short, print } = insertion;
  const isLast = container.items[index] === undefined;
  const gap = gapAfter(container, index);
  const behind = isLast
    ? (commentsIn(program, gap.start, gap.end).at(-1)?.end ?? gap.start)
    : gap.start;
  const around = (item: string): string =>
    last.afterComma === undefined ? `, ${item}` : ` ${item},`;
  const piece = around(short);
  const at = { start: behind, end: behind };
  // Lines that were long before are how their author likes them.
  if (isLong(text, behind) || fits(text, behind, piece)) return [{ ...at, text: piece }];
  if (!canBreak(program, container))
    return [{ ...at, text: around(print({ style, indentation: indentationAt(text, behind) })) }];
  return broken(source, insertion);
}

/** Every item of an object on a line of its own, where they all stood on one. */
function broken(
  { program: { text }, style }: Source,
  { container, index, print }: Insertion,
): readonly Splice[] {
  const { open, close, items } = container;
  const outer = indentationAt(text, open);
  const indentation = outer + style.indent;
  const line = style.eol + indentation;
  const item = line + print({ style, indentation });
  const end = style.trailingComma ? ',' : '';
  const starts = items.map(({ start }, at) => ({
    start: items[at - 1]?.afterComma ?? open,
    end: start,
    text: (at === index ? `${item},` : '') + line,
  }));
  const tail = items.at(-1)?.afterComma ?? items.at(-1)?.end ?? close;
  const comma = items.at(-1)?.afterComma === undefined;
  const added = items.length === index ? `${comma ? ',' : ''}${item}${end}` : comma ? end : '';
  return [...starts, { start: tail, end: close, text: added + style.eol + outer }];
}

/** Whether nothing but white space stands between its items, and all of it on one line. */
function canBreak(program: Program, container: Container): boolean {
  const { open, close, items } = container;
  const between = items.every(
    ({ start }, at) => commentsIn(program, items[at - 1]?.end ?? open, start).length === 0,
  );
  return (
    between &&
    commentsIn(program, items.at(-1)?.end ?? open, close).length === 0 &&
    !program.text.slice(open, close).includes('\n')
  );
}

function onOwnLine(
  { program, style }: Source,
  { container, index, print }: Insertion,
  last: Item,
): readonly Splice[] {
  const { text } = program;
  const { items } = container;
  const next = items[index];
  const first = items.find(({ start }) => beginsLine(text, start));
  const nearest = beginsLine(text, last.start) ? last : first;
  const indentation =
    nearest === undefined
      ? indentationAt(text, container.open) + style.indent
      : indentationAt(text, nearest.start);
  const gap = gapAfter(container, index);
  const before = next === undefined ? gapAfter(container, index - 1) : gap;
  const isSpaced = index > 1 && isBlankIn(text, before);
  const place = behindComments(program, gap);
  const hadComma = last.afterComma !== undefined;
  const end = next !== undefined || hadComma ? ',' : '';
  const item = `${isSpaced ? style.eol : ''}${style.eol}${indentation}${print({ style, indentation })}${end}`;
  return [
    ...(hadComma ? [] : [{ start: last.end, end: last.end, text: ',' }]),
    { start: place, end: place, text: item },
  ];
}

/** Behind the comments that stand in the line of an item: they speak of it. */
function behindComments(program: Program, { start, end }: Range): number {
  const line = lineEnd(program.text, start);
  return commentsIn(program, start, Math.min(line, end)).at(-1)?.end ?? start;
}

const isBlankIn = (text: string, { start, end }: Range): boolean =>
  /\n[ \t]*\r?\n/.test(text.slice(start, end));

/** Whether the line of a place has room for a piece. */
const fits = (text: string, place: number, piece: string): boolean =>
  !piece.includes('\n') && columnsOf(lineOf(text, place) + piece) <= WIDTH;

const isLong = (text: string, place: number): boolean => columnsOf(lineOf(text, place)) > WIDTH;

const lineOf = (text: string, place: number): string =>
  text.slice(lineStart(text, place), lineEnd(text, place));
