/* The only file that prints. */
import { isatty } from 'node:tty';
import { STDERR, STDOUT, writeLine, type PrintFailure } from '../disk/streams.ts';
import { printable, printableJson } from '../domain/printable.ts';

/** A text; its lines, some of which have a look where the terminal wants colours; or a value, shown as JSON. */
export type Text = string | readonly Line[] | { readonly json: unknown };
/** A line, or one with a look; it may hold line ends. */
export type Line = string | { readonly look: keyof typeof looks; readonly text: string };

/** Prints what a command answers to people. */
export const print = (text: Text): PrintFailure | undefined => writeLine(STDOUT, shown(text));

/** Prints what a command answers to programs: the exact values. */
export const printJson = (value: unknown): PrintFailure | undefined =>
  writeLine(STDOUT, printableJson(value));

/** Prints what went wrong. Where even that cannot be said, the exit code says it. */
export function complain(label: 'error' | 'warning', text: string): void {
  const look = label === 'error' ? red : plain;
  writeLine(STDERR, `${look(bold(label))} ${printable(text)}`);
}

/** The lines of a patch, in the colours that people know from git. */
export const patchLines = (lines: readonly string[]): readonly Line[] =>
  lines.map((text) => ({ look: 'patch', text }));

/** Whether what a config has printed is still being read. */
export const isStillRead = (): boolean => process.stderr.writableLength > 0;

/** Whether our answers go to a terminal. */
export const isTerminal = (): boolean => isatty(STDOUT);

/** Characters in a line of the terminal; 80 where our answers go elsewhere. */
export const terminalWidth = (): number => {
  const { columns } = own.stdout;
  return isTerminal() && columns > 0 ? columns : 80;
};

/** Where questions are asked. */
export const terminal = (): NodeJS.WriteStream => own.stdout;

/** A terminal that shows for a while what is going on. */
export interface ProgressTerminal {
  readonly columns: number;
  write(text: string): unknown;
}

/** Where progress is shown, apart from the answers; nothing where nobody watches. */
export const progressTerminal = (): ProgressTerminal | undefined =>
  isatty(STDERR) && process.env['TERM'] !== 'dumb' && !isCi() ? own.stderr : undefined;

/** Whether we run in CI, where nobody answers and a log keeps every line. */
export const isCi = (): boolean =>
  (process.env['CI'] ?? '') !== '' && process.env['CI'] !== 'false';

// As they are before a config runs, whose own words go to stderr.
const own: Pick<NodeJS.Process, 'stdout' | 'stderr'> = Object.create(
  process,
  Object.getOwnPropertyDescriptors(process),
);

// Colours come after everything is escaped: what looks like one in a text stays visible.
function shown(text: Text): string {
  if (typeof text === 'string') return printable(text);
  return 'json' in text ? printableJson(text.json) : text.map(shownLine).join('\n');
}

const shownLine = (line: Line): string =>
  typeof line === 'string' ? printable(line) : looks[line.look](printable(line.text));

const plain = (text: string): string => text;
const bold = (text: string): string => styled(text, 1, 22);
const red = (text: string): string => styled(text, 31, 39);
const green = (text: string): string => styled(text, 32, 39);
const cyan = (text: string): string => styled(text, 36, 39);

const patchLooks: readonly (readonly [string, (text: string) => string])[] = [
  ['# ', bold],
  ['--- ', bold],
  ['+++ ', bold],
  ['@@', cyan],
  ['+', green],
  ['-', red],
];
const patchLine = (line: string): string =>
  (patchLooks.find(([start]) => line.startsWith(start))?.[1] ?? plain)(line);

const looks = {
  bold,
  patch: (text: string): string => text.split('\n').map(patchLine).join('\n'),
} as const;

function styled(text: string, on: number, off: number): string {
  const wanted =
    isatty(STDOUT) &&
    isatty(STDERR) &&
    (process.env['NO_COLOR'] ?? '') === '' &&
    process.env['TERM'] !== 'dumb';
  return wanted ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}
