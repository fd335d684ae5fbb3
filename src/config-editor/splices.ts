/** A piece of text that takes the place of another. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with its splices done; they must not overlap, and those of one place keep their order. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const sorted = [...splices].sort((a, b) => a.start - b.start);
  let [result, place] = ['', 0];
  for (const { start, end, text: piece } of sorted) {
    result += text.slice(place, start) + piece;
    place = end;
  }
  return result + text.slice(place);
}
