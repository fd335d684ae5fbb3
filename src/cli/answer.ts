import { UserError } from '../errors.ts';
import { nearest } from '../config/nearest.ts';
import type { Command, Outcome } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, programHelp } from './help.ts';
import { parsed } from './parse.ts';
import { version } from '../projen/version.ts';

/** The outcome of one command line. */
export async function answer(program: string, typed: readonly string[]): Promise<Outcome> {
  const { command, rest } = commandOf(program, typed);
  if (rest.includes('--version') || (command === undefined && rest.includes('-v'))) return said(version());
  if (command === undefined) return said(await programHelp(program, commands));
  if (typed.length > rest.length && asksHelp(rest)) return said(await commandHelp(program, command));
  if (asksHelp(rest)) return said(await programHelp(program, commands));
  return command.run(await parsed(command, rest));
}

const asksHelp = (words: readonly string[]): boolean => words.includes('--help') || words.includes('-h');

const said = (text: string): Outcome => ({ text, data: { text }, code: 0 });

function commandOf(program: string, typed: readonly string[]): { readonly command: Command | undefined; readonly rest: readonly string[] } {
  const [first, ...rest] = typed[0] === '--json' ? [...typed.slice(1), '--json'] : typed;
  const named = commands.find(({ name }) => name === first);
  if (named !== undefined) return { command: named, rest };
  const isWord = first !== undefined && !first.startsWith('-');
  const meant = isWord ? nearestCommand(first) : undefined;
  const [create] = commands;
  if (program !== create?.name && program !== 'create-gitops-service') {
    if (!isWord) return refuseUnknownFlag(typed);
    return unknown(first, meant);
  }
  // A service may well be called "checks": only a word that is nearly a command is taken for a slip.
  if (meant !== undefined && isWord) throw new UserError(`"${first}" is not a command; did you mean "${meant}"?`, { hint: `For a service of this name: create-gitops-service create ${first}` });
  return { command: create, rest: typed };
}

function refuseUnknownFlag(typed: readonly string[]): { readonly command: undefined; readonly rest: readonly string[] } {
  const flag = typed.find((word) => word.startsWith('-') && !programFlags.includes(word));
  return { command: flag === undefined ? undefined : unknown(flag, nearest(flag, programFlags)), rest: typed };
}

const programFlags: readonly string[] = ['--json', '--help', '-h', '--version', '-v'];

function nearestCommand(word: string): string | undefined {
  return nearest(word, commands.map(({ name }) => name));
}

function unknown(word: string, meant: string | undefined): never {
  throw new UserError(`unknown ${word.startsWith('-') ? 'flag' : 'command'} "${word}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`, { hint: `Commands: ${commands.map(({ name }) => name).join(', ')}` });
}
