import type { Argv } from 'yargs';
import { UserError } from '../errors.ts';
import { nearest } from '../domain/nearest.ts';
import { isCi, isTerminal } from './output.ts';
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
  refuseUnknown(inheritedNames(words), command, flags);
  refuseValues(words, command, flags);
  // Loading the parser takes longer than all that a bare command has it do.
  const typed: Readonly<Record<string, unknown>> =
    words.length === 0 ? {} : await parseWords(command, flags, words);
  refuseUnknown(Object.keys(typed), command, flags);
  if (command.checksChoices !== true) refuseChoices(typed, command, flags);
  const values = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [name, valueOf(name, flag, typed[name])]),
  );
  const rest = Array.isArray(typed['_']) ? typed['_'].map(String) : [];
  refuseWords(rest, command);
  return { words: rest, flags: values, interactive: isInteractive(values) };
}

/** A parser for words; the folder that it wants is for what we do not use, and the working folder may be gone. */
async function parserOf(words: readonly string[]): Promise<Argv> {
  const { default: yargs } = await import('yargs');
  return yargs([...words], '/');
}

async function parseWords(
  command: Command,
  flags: Flags,
  words: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const parser = await parserOf(words);
  return parser
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
      throw new UserError(reasonOf(message ?? error?.message ?? '', command, flags), {
        hint: `All flags: gitops-service ${command.name} --help`,
      });
    })
    .parseAsync();
}

/** What the parser says; where words may be secrets, only what quotes no more than a flag of ours. */
function reasonOf(message: string, { handlesSecrets }: Command, flags: Flags): string {
  const [, name] = /^Not enough arguments following: ([\w-]+)$/.exec(message) ?? [];
  if (name !== undefined && Object.hasOwn(flags, name)) return `--${name} needs a value`;
  return handlesSecrets === true || message === '' ? 'cannot parse the command line' : message;
}

/** A flag as yargs describes it; whoever refuses a choice quotes it, and `refuseChoices` knows where it may not. */
const optionOf = ({
  kind,
}: Flag): { type: 'boolean' | 'string'; array?: true; requiresArg?: true } => ({
  type: kind === 'boolean' ? 'boolean' : 'string',
  ...(kind === 'boolean' ? {} : { requiresArg: true }),
  ...(kind === 'texts' ? { array: true } : {}),
});

function refuseUnknown(names: readonly string[], command: Command, flags: Flags): void {
  const unknown = names.filter(
    (name) => name !== '_' && name !== '$0' && !Object.hasOwn(flags, name),
  );
  if (unknown.length === 0) return;
  const isSecret = command.handlesSecrets === true;
  const lines = unknown.map((name) => {
    const meant = nearest(name, Object.keys(flags));
    return (
      `unknown flag${isSecret ? '' : ` --${name}`}` +
      (meant === undefined ? '' : `; did you mean --${meant}?`)
    );
  });
  throw new UserError([...new Set(lines)].join('\n'), {
    hint: `Flags of ${command.name}: ${Object.keys(flags)
      .map((name) => `--${name}`)
      .join(' ')}${isSecret ? `\n${neverArguments}` : ''}`,
  });
}

/** Flags that are called like what every object has, `--constructor`: the parser stumbles over them. */
const inheritedNames = (words: readonly string[]): readonly string[] =>
  typedFlags(words)
    .map(([name]) => name)
    .filter((name) => name in Object.prototype);

/** Refuses `--stdin=x`, taken for `--stdin=false`, and `--json=true`, for which not everybody looks. */
function refuseValues(words: readonly string[], { name: command }: Command, flags: Flags): void {
  const wrong = typedFlags(words).filter(
    ([name, value]) =>
      Object.hasOwn(flags, name) && flags[name]?.kind === 'boolean' && value !== undefined,
  );
  if (wrong.length > 0)
    throw new UserError(wrong.map(([name]) => `--${name} takes no value`).join('\n'), {
      hint: `All flags: gitops-service ${command} --help`,
    });
}

/** Each `--name` and `--name=value` ahead of a bare `--`. */
const typedFlags = (words: readonly string[]): readonly (readonly [string, string | undefined])[] =>
  words.slice(0, words.includes('--') ? words.indexOf('--') : words.length).flatMap((word) => {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  });

function refuseChoices(
  typed: Readonly<Record<string, unknown>>,
  { name: command, handlesSecrets }: Command,
  flags: Flags,
): void {
  const lines = Object.entries(flags).flatMap(([name, { choices }]) => {
    const wrong = [typed[name]]
      .flat()
      .find((value) => value !== undefined && choices?.includes(String(value)) === false);
    if (choices === undefined || wrong === undefined) return [];
    const said = handlesSecrets === true ? '' : `, not "${String(wrong)}"`;
    return [`--${name} must be one of ${choices.join(', ')}${said}`];
  });
  if (lines.length > 0)
    throw new UserError(lines.join('\n'), {
      hint: `All flags: gitops-service ${command} --help`,
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

function refuseWords(
  words: readonly string[],
  { name, words: shape, handlesSecrets }: Command,
): void {
  const places = shape.split(' ').filter((place) => place !== '');
  const needed = places.filter((place) => place.startsWith('<'));
  const hint = `Usage: gitops-service ${name} ${shape}`.trimEnd();
  if (words.length < needed.length)
    throw new UserError(`${name} needs ${needed.slice(words.length).join(' ')}`, { hint });
  const open = places.at(-1)?.includes('…') ?? false;
  if (words.length <= places.length || open) return;
  if (handlesSecrets === true)
    throw new UserError(`${name} takes ${shape} and no other argument`, {
      hint: `${hint}\n${neverArguments}`,
    });
  const unexpected = words.slice(places.length).map((word) => word.replace(/=.*/s, '=…'));
  throw new UserError(`unexpected argument "${unexpected.join(' ')}"`, { hint });
}

const neverArguments =
  'Values never go on the command line, where the shell and CI keep them: pass them on stdin. ' +
  'If one was typed, replace it.';

function isInteractive(values: Readonly<Record<string, unknown>>): boolean {
  return (
    process.stdin.isTTY === true &&
    isTerminal() &&
    !isCi() &&
    values['yes'] !== true &&
    values['json'] !== true
  );
}
