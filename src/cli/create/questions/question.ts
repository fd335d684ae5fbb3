import type { Flag } from '../../command.ts';

/** One thing that a new service is asked: as a flag, on a terminal, and what of the config it decides. */
export interface Question extends Flag {
  readonly kind: 'text' | 'texts';
  readonly form: string;
  readonly group: string;
  /** What it can be answered with, by value; anything where that is left out. */
  readonly offers?: Readonly<Record<string, Offered>>;
  /** Keys of the config that it decides, `*` for any name: what is wrong there is wrong with it. */
  readonly at: readonly string[];
  /** How a terminal asks for it; nothing where it is only a flag. */
  readonly ask?: Ask;
}

/** How a terminal asks. */
export interface Ask {
  readonly message: string;
  /** What Enter alone means; an empty text leaves the question open. */
  readonly usual: (known: Known) => string;
  /** Asked once for each environment, and answered `<env>=<answer>`. */
  readonly perEnvironment?: true;
}

/** What defaults are made of. */
export interface Known {
  /** The last part of the folder. */
  readonly folder: string;
  readonly repository: string;
  /** Whether the folder has a Dockerfile of its own. */
  readonly hasDockerfile: boolean;
  readonly ingressClass: string | undefined;
}

/** One answer out of several. */
interface Offered {
  readonly label: string;
  /** What it means, in a few words. */
  readonly hint: string;
  /** Flags that say more of it. */
  readonly takes?: readonly string[];
  /** Of these, the flags that it cannot do without. */
  readonly needs?: readonly string[];
}

/** One answer out of several, and what it makes of the config; nothing where that is the default. */
export interface Offer<More, Made> extends Offered {
  readonly config: (more: More) => Made | undefined;
}
