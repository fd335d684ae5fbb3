import { UserError } from '../errors.ts';
import { nearest } from '../domain/nearest.ts';
import { isTerminal } from './output.ts';
import type { Arguments, Command, Flag, Flags } from './command.ts';

/** Flags of every command. */
export const commonFlags = {
  json: { kind: 'boolean', summary: 'Print JSON, and never prompt' },
  help: { kind: 'boolean', summary: 'Show this help' },
} as const satisfies Flags;

/** What was typed after the command's name; anything that the command does not know is an error. */
export async function parseArguments(
  command: Command,
  words: readonly string[],
): Promise<Arguments<Flags>> {
  const flags: Flags = { ...command.flags, ...commonFlags };
  // Loading the parser takes longer than all that a bare command has it do.
  const typed: Readonly<Record<string, unknown>> =
    words.length === 0 ? {} : await parseWords(command, flags, words);
  refuseUnknown(Object.keys(typed), command, flags);
  const values = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [name, valueOf(name, flag, typed[name])]),
  );
  const rest = Array.isArray(typed['_']) ? typed['_'].map(String) : [];
  refuseWords(rest, command);
  return { words: rest, flags: values, interactive: isInteractive(values) };
}

async function parseWords(
  command: Command,
  flags: Flags,
  words: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const { default: yargs } = await import('yargs');
  return yargs([...words])
    .help(false)
    .version(false)
    .exitProcess(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .options(
      Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, optionOf(flag)])),
    )
    .fail((message: string | undefined, error: Error | undefined) => {
      throw new UserError(message ?? error?.message ?? 'cannot parse the command line', {
        hint: `All flags: gitops-service ${command.name} --help`,
      });
    })
    .parseAsync();
}

/** A flag as yargs describes it. */
export const optionOf = ({
  kind,
  summary,
  choices,
}: Flag): {
  type: 'boolean' | 'string';
  array?: true;
  describe: string;
  choices?: string[];
  requiresArg?: true;
} => ({
  type: kind === 'boolean' ? 'boolean' : 'string',
  describe: summary,
  ...(kind === 'boolean' ? {} : { requiresArg: true }),
  ...(kind === 'texts' ? { array: true } : {}),
  ...(choices === undefined ? {} : { choices: [...choices] }),
});

function refuseUnknown(names: readonly string[], command: Command, flags: Flags): void {
  const unknown = names.filter((name) => name !== '_' && name !== '$0' && !(name in flags));
  if (unknown.length === 0) return;
  const lines = unknown.map((name) => {
    const meant = nearest(name, Object.keys(flags));
    return `unknown flag --${name}${meant === undefined ? '' : `; did you mean --${meant}?`}`;
  });
  throw new UserError(lines.join('\n'), {
    hint: `Flags of ${command.name}: ${Object.keys(flags)
      .map((name) => `--${name}`)
      .join(' ')}`,
  });
}

function valueOf(
  name: string,
  { kind }: Flag,
  typed: unknown,
): boolean | string | readonly string[] | undefined {
  if (kind === 'texts') return Array.isArray(typed) ? typed.map(String) : [];
  if (Array.isArray(typed)) throw new UserError(`--${name} is set ${typed.length} times`);
  if (kind === 'boolean') return typed === true;
  return typed === undefined ? undefined : String(typed);
}

function refuseWords(words: readonly string[], { name, words: shape }: Command): void {
  const places = shape.split(' ').filter((place) => place !== '');
  const needed = places.filter((place) => place.startsWith('<'));
  if (words.length < needed.length)
    throw new UserError(`${name} needs ${needed.slice(words.length).join(' ')}`, {
      hint: `Usage: gitops-service ${name} ${shape}`,
    });
  const open = places.at(-1)?.includes('…') ?? false;
  if (words.length > places.length && !open)
    throw new UserError(`unexpected argument "${words.slice(places.length).join(' ')}"`, {
      hint: `Usage: gitops-service ${name} ${shape}`.trimEnd(),
    });
}

function isInteractive(values: Readonly<Record<string, unknown>>): boolean {
  const isCi = (process.env['CI'] ?? '') !== '' && process.env['CI'] !== 'false';
  return (
    process.stdin.isTTY === true &&
    isTerminal() &&
    !isCi &&
    values['yes'] !== true &&
    values['json'] !== true
  );
}
