/** What git answers to a question. Where it cannot say, nothing may be concluded: "unknown" is no "no". */
export type Answer<Yes = unknown> = ({ readonly kind: 'yes' } & Yes) | No | Unknown;

interface No {
  readonly kind: 'no';
}

/** Git is missing, did not answer, or failed; `reason` says which. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: string;
}

export const YES = { kind: 'yes' } as const;
export const NO = { kind: 'no' } as const;

/** An answer of which git gave only the reason why it has none. */
export const unknown = (reason: string): Unknown => ({ kind: 'unknown', reason });

/** Why git is not able to answer. */
export const NOT_INSTALLED = 'git is not installed';

/** Git's own reason: the first line that it wrote, without the word in front of it. */
export const reasonIn = (err: string): string =>
  (err.split('\n')[0] ?? '').replace(/^(?:fatal|error): /, '') ||
  'git failed without an error message';

/** Whether git failed only because the folder is in no repository. */
export const isOutside = (err: string): boolean => /not a git repository/i.test(err);
