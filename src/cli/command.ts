import type { Text } from './output.ts';

/** One flag: the only place that says its name, kind and meaning. */
export interface Flag {
  readonly kind: 'boolean' | 'text' | 'texts';
  readonly summary: string;
  /** What its value looks like: `<env>=<host>`. */
  readonly form?: string;
  readonly choices?: readonly string[];
  /** The title that the help lists it below (default: Options). */
  readonly group?: string;
}
export type Flags = Readonly<Record<string, Flag>>;

type FlagValue<K extends Flag['kind']> = K extends 'boolean'
  ? boolean
  : K extends 'text'
    ? string | undefined
    : readonly string[];

/** What was typed, by the command's own definition. */
export interface Arguments<F extends Flags> {
  readonly words: readonly string[];
  readonly flags: { readonly [K in keyof F]: FlagValue<F[K]['kind']> };
  /** Whether somebody sits at a terminal and may be asked. */
  readonly interactive: boolean;
}

/** What a command has to say: text for people, data for programs, and the exit code. */
export interface Outcome {
  readonly text: Text;
  readonly data: unknown;
  readonly code: 0 | 1 | 3 | 130;
  /** What somebody should think about again: on stderr for people, beside the data for programs. */
  readonly warnings?: readonly string[];
}

/** What commands are for, in the order of the help. */
export const commandGroups = ['Everyday', 'Releases', 'Secrets', 'Leaving', 'Reference'] as const;

/** A command: what its help says and what it does. */
export interface Command<F extends Flags = Flags> {
  readonly name: string;
  readonly group: (typeof commandGroups)[number];
  readonly summary: string;
  /** Its words, as help shows them: `[dir]`, `<from> <to>`. */
  readonly words: string;
  readonly flags: F;
  readonly examples: readonly string[];
  /** Somebody may type a secret after it, so that no error repeats what it does not know. */
  readonly handlesSecrets?: boolean;
  /** It refuses values beyond the choices of a flag itself, together with whatever else is wrong. */
  readonly checksChoices?: boolean;
  readonly run: (typed: Arguments<F>) => Promise<Outcome>;
}

/** Ties the types of a command's flags to its `run`. */
export function command<const F extends Flags>(definition: Command<F>): Command {
  // The parser fills `flags` from this very definition, so the two agree.
  return definition as unknown as Command;
}
