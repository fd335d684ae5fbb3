/* The only file that prints. */

/** Prints what a command answers. */
export const print = (text: string): void => {
  if (text !== '') process.stdout.write(`${text}\n`);
};

/** Sends what a config file says on its way to stderr, so that stdout holds one answer for programs. */
export function keepStdoutClean(): void {
  for (const method of ['log', 'info', 'debug'] as const) console[method] = console.error;
}

/** Prints what went wrong. */
export const complain = (text: string): void => console.error(text);

/** The text in bold where the terminal wants it. */
export const bold = (text: string): string => styled(text, 1, 22);
/** The text in red where the terminal wants it. */
export const red = (text: string): string => styled(text, 31, 39);

/** Lines of a diff in the colours that people know from git, where the terminal wants them. */
export const coloured = (lines: readonly string[]): string =>
  lines.map((line) => colourOf(line)(line)).join('\n');

const plain = (text: string): string => text;
const green = (text: string): string => styled(text, 32, 39);
const cyan = (text: string): string => styled(text, 36, 39);
const byStart: readonly (readonly [string, (text: string) => string])[] = [
  ['# ', bold],
  ['--- ', bold],
  ['+++ ', bold],
  ['@@', cyan],
  ['+', green],
  ['-', red],
];
const colourOf = (line: string): ((text: string) => string) =>
  byStart.find(([start]) => line.startsWith(start))?.[1] ?? plain;

function styled(text: string, on: number, off: number): string {
  const wanted =
    process.stdout.isTTY === true &&
    process.stderr.isTTY === true &&
    (process.env['NO_COLOR'] ?? '') === '' &&
    process.env['TERM'] !== 'dumb';
  return wanted ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}
