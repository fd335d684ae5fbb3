const START = /^<{7}(?: |$)/;
const ANCESTOR = /^\|{7}(?: |$)/;
const MIDDLE = /^={7}$/;
const END = /^>{7}(?: |$)/;

/** The line, counted from 1, where git left the first conflict of a merge; a lone underline of a heading is none. */
export function conflictLine(text: string): number | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => START.test(line));
  const middle = lines.findIndex((line, index) => index > start && MIDDLE.test(line));
  const end = lines.findIndex((line, index) => index > middle && END.test(line));
  return start >= 0 && middle > start && end > middle ? start + 1 : undefined;
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
