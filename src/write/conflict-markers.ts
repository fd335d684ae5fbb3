const START = /^<{7}(?: |$)/;
const ANCESTOR = /^\|{7}(?: |$)/;
const MIDDLE = /^={7}$/;
const END = /^>{7}(?: |$)/;

/** The line, counted from 1, where git left the first conflict of a merge; a lone underline of a heading is none. */
export const conflictLine = (text: string): number | undefined => conflictLines(text)?.first;

/** The first and the last line of the first conflict that git left. */
export function conflictLines(
  text: string,
): { readonly first: number; readonly last: number } | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => START.test(line));
  const middle = lines.findIndex((line, index) => index > start && MIDDLE.test(line));
  const end = lines.findIndex((line, index) => index > middle && END.test(line));
  return start >= 0 && middle > start && end > middle
    ? { first: start + 1, last: end + 1 }
    : undefined;
}

/** The text as each of the two that were merged has it. */
export function sidesOf(text: string): readonly [one: string, other: string] {
  const sides: [string, string] = ['', ''];
  let writes: readonly (0 | 1)[] = [0, 1];
  for (const line of text.split(/(?<=\n)/)) {
    const bare = line.trimEnd();
    const turned = turnAt(bare, writes.length < 2);
    if (turned === undefined) for (const side of writes) sides[side] += line;
    else writes = turned;
  }
  return sides;
}

/** Whose lines follow a line of git's; undefined for any other line. */
function turnAt(line: string, isInside: boolean): readonly (0 | 1)[] | undefined {
  if (!isInside) return START.test(line) ? [0] : undefined;
  if (ANCESTOR.test(line)) return [];
  if (MIDDLE.test(line)) return [1];
  return END.test(line) ? [0, 1] : undefined;
}

/** The first line, counted from 1, that only git can have left; `=======` alone may be the underline of a heading. */
export function strayMarkerLine(text: string): number | undefined {
  const index = text
    .split(/\r?\n/)
    .findIndex((line) => [START, ANCESTOR, END].some((marker) => marker.test(line)));
  return index < 0 ? undefined : index + 1;
}

/** The lines without those that git put between them. */
export const withoutConflictMarkers = (lines: readonly string[]): string[] =>
  lines.filter((line) => ![START, ANCESTOR, MIDDLE, END].some((marker) => marker.test(line)));
