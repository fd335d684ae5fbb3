import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clone } from './clone.ts';

/** A command of a page, with what it goes on with on further lines. */
export interface Command {
  /** The page and the line it starts on, such as `docs/runbooks/rollback.md:15`. */
  readonly at: string;
  /** The headings above it, such as `Roll back > staging > Watch the rollback`. */
  readonly under: string;
  readonly text: string;
}

/** How a page is followed. */
export interface Reading {
  /** Only what stands under headings like this. */
  readonly under?: RegExp;
  /** What a reader puts in for each `<placeholder>`. */
  readonly values?: Readonly<Record<string, string>>;
  /** What a reader writes in place of names that the page says of another environment. */
  readonly instead?: Readonly<Record<string, string>>;
  /** What cannot run on the rig, or is not wanted now, and why; each must be met. */
  readonly skip?: readonly { readonly command: RegExp; readonly because: string }[];
  /** What a reader answers to the programs that ask. */
  readonly answers?: string;
  /** Variables of the reader's shell. */
  readonly env?: Readonly<Record<string, string>>;
  /** The time in seconds after which a reader would give up. */
  readonly seconds?: number;
}

/** What came of following a page. */
export interface Followed {
  readonly ran: readonly Command[];
  readonly skipped: readonly Command[];
  /** What all of it printed. */
  readonly stdout: string;
}

/**
 * Does what a page of a repository says: runs the commands of its bash blocks
 * and of its tables in one shell, from top to bottom. The first one that fails
 * ends it.
 */
export async function follow(clone: Clone, page: string, reading: Reading = {}): Promise<Followed> {
  const { under = /^/, skip = [], answers = '', env = {}, seconds = 240, instead = {} } = reading;
  const written = readFileSync(join(clone.folder, page), 'utf8');
  const wanted = commandsOf(page, written).filter((command) => under.test(command.under));
  if (wanted.length === 0) throw new Error(`${page} has no command under ${String(under)}`);
  const isSkipped = ({ text }: Command): boolean => skip.some(({ command }) => command.test(text));
  const idle = skip.find(({ command }) => !wanted.some(({ text }) => command.test(text)));
  if (idle !== undefined)
    throw new Error(`${page} has no command ${String(idle.command)} that could be skipped`);
  const ran = fillIn(
    writeInstead(
      wanted.filter((command) => !isSkipped(command)),
      instead,
    ),
    reading.values ?? {},
  );
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const limit = ['timeout', '--kill-after=5', String(seconds)];
  const shell = ['env', ...variables, ...limit, 'bash', '-c', scriptOf(ran, answers)];
  const { code, stdout, stderr } = await clone.tryRun(...shell);
  if (code !== 0) {
    const said = `${stdout}${stderr}`.trimEnd().split('\n').slice(-40).join('\n');
    throw new Error(`${page}: exit code ${String(code)}\n${said}`);
  }
  return { ran, skipped: wanted.filter(isSkipped), stdout };
}

/** The commands of a page: each of its bash blocks, and what a table says to run. */
export function commandsOf(page: string, written: string): readonly Command[] {
  const commands: Command[] = [];
  const headings: string[] = [];
  const lines = written.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const under = headings.filter((heading) => heading !== '').join(' > ');
    const heading = /^(#+) (.*)$/.exec(line);
    const fence = /^( *)```(\w*)$/.exec(line);
    if (heading !== null) {
      const [, { length: level } = '', title = ''] = heading;
      headings.splice(level - 1, Infinity, ...Array<string>(gap(headings, level)).fill(''), title);
    } else if (fence !== null) {
      const [, { length: indent } = '', language] = fence;
      const first = index + 1;
      do index += 1;
      while (index < lines.length && lines[index]?.trim() !== '```');
      if (language !== 'bash') continue;
      const block = lines.slice(first, index).map((each) => each.slice(indent));
      for (const { offset, text } of joined(block))
        commands.push({ at: `${page}:${String(first + offset + 1)}`, under, text });
    } else if (line.startsWith('|')) {
      for (const [, text = ''] of line.matchAll(/`((?:kubectl|helm|argocd) [^`]+)`/g))
        commands.push({ at: `${page}:${String(index + 1)}`, under, text: unescaped(text) });
    }
  }
  return commands;
}

/** A page may leave out levels of headings. */
const gap = (headings: readonly string[], level: number): number =>
  Math.max(0, level - 1 - headings.length);

/** In a table, a pipe is written with a backslash. */
const unescaped = (text: string): string => text.replaceAll('\\|', '|');

/** The commands of a block; here-documents and lines that go on belong to the one that starts them. */
function joined(block: readonly string[]): readonly { offset: number; text: string }[] {
  const commands: { offset: number; text: string }[] = [];
  for (let index = 0; index < block.length; index += 1) {
    const offset = index;
    const end = /<<-?'?(\w+)'?/.exec(block[index] ?? '')?.[1];
    if (end !== undefined) while (index + 1 < block.length && block[index] !== end) index += 1;
    while (index + 1 < block.length && /(?:\\|&&|\|\|?)$/.test(block[index] ?? '')) index += 1;
    const text = block.slice(offset, index + 1).join('\n');
    if (text.trim() !== '' && !text.startsWith('#')) commands.push({ offset, text });
  }
  return commands;
}

/** Puts other names where a page shows those of an environment that is like the wanted one; each must be met. */
function writeInstead(
  commands: readonly Command[],
  instead: Readonly<Record<string, string>>,
): readonly Command[] {
  const idle = Object.keys(instead).find(
    (name) => !commands.some(({ text }) => text.includes(name)),
  );
  if (idle !== undefined) throw new Error(`no command that runs has ${idle}`);
  return commands.map((command) => ({
    ...command,
    text: Object.entries(instead).reduce(
      (text, [shown, wanted]) => text.replaceAll(shown, wanted),
      command.text,
    ),
  }));
}

/** Puts in what a reader would; a placeholder without a value, or a value without one, is an error. */
function fillIn(
  commands: readonly Command[],
  values: Readonly<Record<string, string>>,
): readonly Command[] {
  const used = new Set<string>();
  const filled = commands.map((command) => ({
    ...command,
    text: command.text.replaceAll(/<[a-z][a-z -]*>/g, (placeholder) => {
      const value = values[placeholder];
      if (value === undefined)
        throw new Error(`${command.at}: nothing to put in for ${placeholder}: ${command.text}`);
      used.add(placeholder);
      return value;
    }),
  }));
  const idle = Object.keys(values).find((placeholder) => !used.has(placeholder));
  if (idle !== undefined) throw new Error(`no command that runs has ${idle}`);
  return filled;
}

/** One shell for all commands, which ends with the first that fails and names it. */
const scriptOf = (commands: readonly Command[], answers: string): string =>
  [
    `exec <<'end of answers'\n${answers}\nend of answers`,
    'check() { (($1 == 0)) || { printf "%s\\n" "$2" >&2; exit "$1"; }; }',
    ...commands.flatMap(({ at, text }) => [text, `check $? ${quoted(`${at}: ${text}`)}`]),
  ].join('\n');

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
