import { UserError } from '../errors.ts';
import { nearest } from '../domain/nearest.ts';
import type { Command, Outcome } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, programHelp } from './help.ts';
import { terminalWidth } from './output.ts';
import { parseArguments } from './parse.ts';
import { version } from '../version.ts';

/** The outcome of one command line. */
export async function answer(program: string, typed: readonly string[]): Promise<Outcome> {
  const { command, rest, group } = commandOf(program, typed);
  if (group !== undefined) return textOutcome(programHelp(program, group, helpLook()));
  if (rest.includes('--version') || (command === undefined && rest.includes('-v')))
    return textOutcome(version());
  if (command === undefined) return textOutcome(programHelp(program, commands, helpLook()));
  if (typed.length > rest.length && asksHelp(rest))
    return textOutcome(commandHelp(program, command, helpLook()));
  if (asksHelp(rest)) return textOutcome(programHelp(program, commands, helpLook()));
  return command.run(await parseArguments(command, rest));
}

const asksHelp = (words: readonly string[]): boolean =>
  words.includes('--help') || words.includes('-h');

/** Wide lines are hard to read, whatever the terminal is. */
const helpLook = (): { readonly width: number } => ({ width: Math.min(terminalWidth(), 100) });

const textOutcome = (text: string): Outcome => ({ text, data: { text }, code: 0 });

interface CommandMatch {
  readonly command: Command | undefined;
  readonly rest: readonly string[];
  /** The commands of a group whose help is asked for. */
  readonly group?: readonly Command[];
}

function commandOf(program: string, typed: readonly string[]): CommandMatch {
  const line = typed[0] === '--json' ? [...typed.slice(1), '--json'] : typed;
  const [first] = line;
  const named = commands.find(({ name }) =>
    name.split(' ').every((word, index) => line[index] === word),
  );
  if (named !== undefined)
    return { command: named, rest: line.slice(named.name.split(' ').length) };
  const group = commands.filter(({ name }) => name.startsWith(`${String(first)} `));
  if (group.length > 0) return inGroup(group, line);
  const isWord = first !== undefined && !first.startsWith('-');
  const meant = isWord ? nearestCommand(first) : undefined;
  const [create] = commands;
  if (program !== create?.name && program !== 'create-gitops-service') {
    if (!isWord) return refuseUnknownFlag(typed);
    return refuseUnknownCommand(first, meant, typed);
  }
  if (meant !== undefined && isWord && isSlip(first, meant))
    throw new UserError(`"${first}" is not a command; did you mean "${meant}"?`, {
      hint: `For a service of this name: create-gitops-service create ${first}`,
    });
  return { command: create, rest: typed };
}

/** A command of two words whose second one is missing or unknown. */
function inGroup(
  group: readonly Command[],
  [first = '', ...rest]: readonly string[],
): CommandMatch {
  const second = rest.find((word) => !word.startsWith('-'));
  if (second === undefined && asksHelp(rest)) return { command: undefined, rest, group };
  const names = group.map(({ name }) => name);
  if (second === undefined)
    throw new UserError(`"${first}" needs a subcommand`, { hint: `Commands: ${names.join(', ')}` });
  const meant = nearest(
    second,
    names.map((name) => name.slice(first.length + 1)),
  );
  const isSecret = group.some(({ handlesSecrets }) => handlesSecrets === true);
  const shown = isSecret ? first : `${first} ${second}`;
  throw new UserError(
    `unknown command "${shown}"${meant === undefined ? '' : `; did you mean "${first} ${meant}"?`}`,
    { hint: `Commands: ${names.join(', ')}` },
  );
}

/** A service may well be called "app" or "checkout": only a word that is nearly a long command is none. */
const isSlip = (word: string, command: string): boolean =>
  command.length > 3 && Math.abs(word.length - command.length) <= 1;

function refuseUnknownFlag(typed: readonly string[]): CommandMatch {
  const flag = typed.find((word) => word.startsWith('-') && !programFlags.includes(word));
  if (flag === undefined) return { command: undefined, rest: typed };
  return refuseUnknownCommand(flag, nearest(flag, programFlags), typed);
}

const programFlags: readonly string[] = ['--json', '--help', '-h', '--version', '-v'];

/** The command, or the first word of a group, that a slip of one word meant. */
function nearestCommand(word: string): string | undefined {
  return nearest(word, [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))]);
}

function refuseUnknownCommand(
  word: string,
  meant: string | undefined,
  typed: readonly string[],
): never {
  const [shown = ''] = typed.some((one) => one !== word && secretWords.has(one))
    ? []
    : word.split('=');
  throw new UserError(
    `unknown ${word.startsWith('-') ? 'flag' : 'command'}` +
      `${shown === '' ? '' : ` "${shown}"`}${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
    { hint: `Commands: ${commands.map(({ name }) => name).join(', ')}` },
  );
}

/** Words that stand beside secrets: `seal`, `secrets`, `rotate` and the like. */
const secretWords: ReadonlySet<string> = new Set(
  commands
    .filter(({ handlesSecrets }) => handlesSecrets === true)
    .flatMap(({ name }) => name.split(' ')),
);
