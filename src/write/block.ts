import { blockLines } from '../render/marker.ts';

/**
 * The text with our block as given (its marker lines included), where it
 * stood, or else at the end. Undefined: the markers do not pair up.
 */
export function withBlock(path: string, text: string, block: string): string | undefined {
  const place = blockRangeOf(path, text);
  if (place === undefined) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const ours = block.replaceAll('\n', eol);
  if (place.end > place.start) {
    if (blockIn(path, text)?.trimEnd() === block.trimEnd()) return text;
    return (
      text.slice(0, place.start) +
      (place.hasEnd ? ours : ours.slice(0, -eol.length)) +
      text.slice(place.end)
    );
  }
  if (text === '') return ours;
  return text + (text.endsWith('\n') ? eol : eol + eol) + ours;
}

/**
 * The text without our block and without the blank line that we
 * put before it. Undefined: the markers do not pair up.
 */
export function withoutBlock(path: string, text: string): string | undefined {
  const place = blockRangeOf(path, text);
  if (place === undefined || place.end === place.start)
    return place === undefined ? undefined : text;
  const rest = text.slice(place.end);
  const before = text.slice(0, place.start);
  return (rest === '' ? before.replace(/(\n|^)\r?\n$/, '$1') : before) + rest;
}

/** Our block as it stands in the text, with LF line ends; undefined where there is none. */
export function blockIn(path: string, text: string): string | undefined {
  const place = blockRangeOf(path, text);
  if (place === undefined || place.end === place.start) return undefined;
  return `${text.slice(place.start, place.end).replaceAll('\r\n', '\n').trimEnd()}\n`;
}

interface BlockRange {
  readonly start: number;
  readonly end: number;
  readonly hasEnd: boolean;
}

function blockRangeOf(path: string, text: string): BlockRange | undefined {
  const lines = blockLines(path);
  const starts = linesEqualTo(lines.start, text);
  const ends = linesEqualTo(lines.end, text);
  const [start] = starts;
  const [end] = ends;
  if (start === undefined && end === undefined) return { start: 0, end: 0, hasEnd: true };
  if (
    start === undefined ||
    end === undefined ||
    starts.length > 1 ||
    ends.length > 1 ||
    end < start
  )
    return undefined;
  const newline = text.indexOf('\n', end);
  return { start, end: newline < 0 ? text.length : newline + 1, hasEnd: newline >= 0 };
}

/** Where the lines start that say this and nothing else. */
export function linesEqualTo(line: string, text: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + 1)) {
    const newline = text.indexOf('\n', at);
    const rest = text.slice(at, newline < 0 ? undefined : newline);
    if ((at === 0 || text[at - 1] === '\n') && rest.trimEnd() === line) found.push(at);
  }
  return found;
}

/** The text with what stood in our block, and without the two lines around it. */
export function unwrapBlock(path: string, text: string): string {
  const place = blockRangeOf(path, text);
  if (place === undefined || place.end === place.start) return text;
  const inner = text
    .slice(place.start, place.end)
    .split(/(?<=\n)/)
    .slice(1, -1)
    .join('');
  return text.slice(0, place.start) + inner + text.slice(place.end);
}

/** The text with our two lines around what `unwrapped` left, if it still stands there. */
export function wrapBlock(path: string, text: string, block: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const ours = block.replaceAll('\n', eol);
  const inner = unwrapBlock(path, ours);
  const at = inner === '' || text.includes(ours) ? -1 : `\n${text}`.indexOf(`\n${inner}`);
  return at < 0 ? text : text.slice(0, at) + ours + text.slice(at + inner.length);
}
