/** The text with a range of it replaced. */
export const splice = (
  text: string,
  [start, end]: readonly [start: number, end: number],
  middle: string,
): string => text.slice(0, start) + middle + text.slice(end);
