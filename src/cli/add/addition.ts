import type { ConfigInput } from '../../config/schema/schema.ts';
import type { Edit } from '../../config-editor/index.ts';
import type { Synthesis } from '../../projen/host.ts';
import type { Flags } from '../command.ts';

/** What was typed or answered: words by their place in `words`, and flags by their name. */
export type Given = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** Something that a terminal is asked where nobody said it. */
export interface Question {
  /** The word or the flag that answers it. */
  readonly name: string;
  readonly message: string;
  /** What there is to choose from; any text where there is none. */
  readonly choices?: readonly string[];
  readonly several?: boolean;
  readonly initial?: string;
  /** What is wrong with an answer. */
  readonly validate?: (answer: string) => string | undefined;
  /** Whether it goes on without an answer: where nobody can be asked, one that is needed is an error. */
  readonly isOptional?: boolean;
}

/** What is to be done for an addition, or all that is wrong with it. */
export interface Wanted {
  readonly problems: readonly string[];
  readonly edits: readonly Edit[];
}

/** A flag that sets one key of what is added. */
export interface Field {
  readonly flag: string;
  readonly at: readonly string[];
}

/** Which flags make which keys of the config, `*` for any name. */
export interface Places {
  /** Where what is added stands. */
  readonly at: readonly string[];
  /** Its flags. */
  readonly fields: readonly Field[];
  /** Flags that make keys elsewhere. */
  readonly elsewhere?: readonly Field[];
}

/** Something that can be added to a config: one row each for components, stores, environments and routes. */
export interface Addition<F extends Flags = Flags> {
  readonly flags: F;
  /** The words behind the command, in order. */
  readonly words: readonly string[];
  /** What is open, after what was given; answers to the first ones may open others. */
  readonly questions: (config: ConfigInput, given: Given) => readonly Question[];
  readonly wanted: (config: ConfigInput, given: Given) => Wanted;
  /** Which flags make which keys, for what the whole config has to say about them. */
  readonly places: (given: Given) => Places;
  /** What is left for people once it is there. */
  readonly steps: (after: Synthesis, given: Given) => readonly string[];
}

/** What was said once, as text. */
export const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
};

/** What was said any number of times. */
export const textsOf = (given: Given, name: string): readonly string[] => {
  const value = given[name];
  return typeof value === 'object' ? value : [];
};
