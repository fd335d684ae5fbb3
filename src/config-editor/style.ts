import { containerOf, indentationAt, type Container, type Item } from './container.ts';
import type { ArrayLiteral, ObjectLiteral, Piece, Program } from './program.ts';
import { isPlainKey, type Style } from './print.ts';

/** A program, and how it is written. */
export interface Source {
  readonly program: Program;
  readonly style: Style;
}

/** How a file is written: whatever most of it does, else two spaces, single quotes and trailing commas. */
export function styleOf(program: Program): Style {
  const { text, pieces } = program;
  const quotes = pieces
    .filter(({ type }) => type === 'StringLiteral')
    .map(({ start }) => (text[start] === '"' ? '"' : "'"));
  const all = pieces.flatMap((piece) => containerAt(program, piece));
  const open = all.filter(
    ({ items: [first], open: from }) => first !== undefined && hasLine(text, from, first),
  );
  const lines = text.split('\n');
  return {
    quote: most(quotes, ["'", '"']),
    indent: most(
      open.flatMap((container) => stepOf(text, container)),
      ['  '],
    ),
    eol: most(
      lines.slice(0, -1).map((line) => (line.endsWith('\r') ? '\r\n' : '\n')),
      ['\n', '\r\n'],
    ),
    trailingComma: most(
      open.map(({ items }) => items.at(-1)?.afterComma !== undefined),
      [true, false],
    ),
    quotesKeys: quotesAll(
      program,
      all.flatMap(({ items }) => items),
    ),
  };
}

/** The style of a file, with the way in which one of its objects quotes its keys. */
export const styleIn = ({ program, style }: Source, { items }: Container): Style => ({
  ...style,
  quotesKeys: style.quotesKeys || quotesAll(program, items),
});

/** Whether all keys are quoted, those that need not be included. */
function quotesAll({ text }: Program, items: readonly Item[]): boolean {
  const keys = items.filter(({ key }) => key !== undefined);
  return (
    keys.every(({ start }) => text[start] === "'" || text[start] === '"') &&
    keys.some(({ key = '' }) => isPlainKey(key))
  );
}

function containerAt(program: Program, piece: Piece): readonly Container[] {
  if (piece.type === 'ObjectExpression')
    return [containerOf(program, { kind: 'object', node: piece as unknown as ObjectLiteral })];
  return piece.type === 'ArrayExpression'
    ? [containerOf(program, { kind: 'array', node: piece as unknown as ArrayLiteral })]
    : [];
}

const hasLine = (text: string, from: number, { start }: { readonly start: number }): boolean =>
  text.slice(from, start).includes('\n');

/** What the items of an object are indented by. */
function stepOf(text: string, { open, items: [first] }: Container): readonly string[] {
  const outer = indentationAt(text, open);
  const inner = first === undefined ? '' : indentationAt(text, first.start);
  return inner.startsWith(outer) && inner.length > outer.length ? [inner.slice(outer.length)] : [];
}

/** The value that occurs most often; of two that do, the one that is usual. */
function most<T extends string | boolean>(found: readonly T[], usual: readonly [T, ...T[]]): T {
  const counts = new Map<T, number>(usual.map((value) => [value, 0]));
  for (const value of found) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
