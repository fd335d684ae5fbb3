/** Wraps a text at its spaces, each line at most `width` wide; a word that is wider is cut. */
export const wrapped = (text: string, width: number): string[] => joined(text.split(' '), width);

function joined(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words.flatMap((one) => pieces(one, width))) {
    const longer = lines.length === 0 ? word : `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Wraps a command so that a shell still reads it as one; a flag stays with its value where both fit. */
export function wrappedCommand(command: string, width: number): string[] {
  const room = width - CONTINUED.length - INDENT.length;
  const words = (command.match(/--[^\s=]+ (?!-)\S+|\S+/g) ?? []).flatMap((word) =>
    word.length <= room ? [word] : word.split(' '),
  );
  const [first = '', ...rest] = joined(words, room);
  const lines = [first, ...rest.map((line) => `${INDENT}${line}`)];
  return lines.map((line, index) => (index < lines.length - 1 ? `${line}${CONTINUED}` : line));
}

/** A name and what is said of it. */
export type Row = readonly [name: string, text: string];

/**
 * Names with what is said of them: beside each other, or one below the
 * other where the terminal is too narrow or a name too long for that.
 * `all` are the rows of the page, which share their columns.
 */
export function twoColumns(rows: readonly Row[], width: number, all = rows): string[] {
  const lengths = all.map(([name]) => name.length).filter((length) => length <= LONGEST_NAME);
  const left = INDENT.length + Math.max(0, ...lengths) + GAP;
  const isBeside = width - left >= NARROWEST_TEXT;
  return rows.flatMap(([name, text]) => {
    const start = isBeside ? left : INDENT.length * 3;
    const lines = wrapped(text, width - start).map((line) => `${' '.repeat(start)}${line}`);
    const [first = ''] = lines;
    return isBeside && INDENT.length + name.length + GAP <= left
      ? [`${INDENT}${name}`.padEnd(left) + first.trimStart(), ...lines.slice(1)]
      : [...wrapped(name, width - INDENT.length).map((line) => `${INDENT}${line}`), ...lines];
  });
}

const pieces = (word: string, width: number): string[] =>
  word.length <= width ? [word] : (word.match(new RegExp(`.{1,${String(width)}}`, 'gu')) ?? []);

const INDENT = '  ';
const GAP = 2;
const CONTINUED = ' \\';
const LONGEST_NAME = 30;
const NARROWEST_TEXT = 38;
