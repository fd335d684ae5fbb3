/** How a person settles that a file cannot be edited: which lines, and the exact text to write. */
export interface ByHand {
  /**
   * replace: `text` takes the place of these lines, and the next resync has nothing left to do here ·
   * correct: these lines, or where there are none the whole file, keep it from being read; then a
   * resync writes `text` into it.
   */
  readonly kind: 'replace' | 'correct';
  /** Lines, counted from 1, both included; where `last` is less than `first`, `text` goes before `first`. */
  readonly first: number;
  readonly last: number;
  /** What stands there. */
  readonly found: string;
  /** Empty: nothing, so the lines go, or nothing of ours belongs into the file. */
  readonly text: string;
}

/** The lines that differ between what stands in a file and what shall stand there. */
export function replacementOf(before: string, after: string): ByHand {
  const [old, wanted] = [linesOf(before), linesOf(after)];
  const shortest = Math.min(old.length, wanted.length);
  let start = 0;
  while (start < shortest && old[start] === wanted[start]) start += 1;
  let end = 0;
  while (end < shortest - start && old.at(-1 - end) === wanted.at(-1 - end)) end += 1;
  return {
    kind: 'replace',
    first: start + 1,
    last: old.length - end,
    found: old.slice(start, old.length - end).join(''),
    text: wanted.slice(start, wanted.length - end).join(''),
  };
}

/** The lines that somebody has to correct before the file can be read, and what it has to say of ours. */
export const correctionOf = (
  before: string,
  { first, last, text }: Pick<ByHand, 'first' | 'last' | 'text'>,
): ByHand => ({
  kind: 'correct',
  first,
  last,
  found: linesOf(before)
    .slice(first - 1, last)
    .join(''),
  text,
});

/** What to do, in words, with the text to copy. */
export function byHandLines({ kind, first, last, found, text }: ByHand): string[] {
  const place =
    first < last ? `lines ${String(first)} to ${String(last)}` : `line ${String(first)}`;
  if (kind === 'correct')
    return [
      `    Correct ${last < first ? 'the file.' : `${place}:`}`,
      ...quoted(found),
      ...(text === ''
        ? ['    A resync then removes what was generated.']
        : ['    A resync then writes:', ...quoted(text)]),
    ];
  if (last < first) return [`    Write before ${place}:`, ...quoted(text)];
  if (text === '') return [`    Remove ${place}:`, ...quoted(found)];
  return [`    Replace ${place}:`, ...quoted(found), '    with:', ...quoted(text)];
}

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.split(/(?<=\n)/));

const quoted = (text: string): readonly string[] =>
  linesOf(text).map((line) => `      ${line.trimEnd()}`.trimEnd());
