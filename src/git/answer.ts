import { UserError } from '../errors.ts';

/** What git answers to a question. Where it cannot say, nothing may be concluded: "unknown" is no "no". */
export type Answer<Yes = unknown> = ({ readonly kind: 'yes' } & Yes) | No | Unknown;

export interface No {
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

/** The answer, yes or no; a question that git cannot answer is refused, with git's reason. */
export function known<Yes>(
  answer: Answer<Yes>,
  question: string,
): ({ readonly kind: 'yes' } & Yes) | No {
  if (answer.kind !== 'unknown') return answer;
  throw new UserError(`cannot find out ${question}: ${answer.reason}`, {
    exitCode: 3,
    hint: fixHint(answer.reason),
  });
}

/** What to do about a reason. */
export const fixHint = (reason: string): string =>
  reason === NOT_INSTALLED
    ? 'Install git and try again.'
    : /dubious ownership|unsafe repository/.test(reason)
      ? 'If you trust the repository, allow it in git: git config --global --add safe.directory <folder>'
      : 'Fix the git error, then try again.';

/** Git's own reason: the line that says why it gave up, without the word in front of it. */
export function reasonIn(err: string): string {
  const lines = err.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((one) => STOPPED.test(one)) ?? lines[0] ?? '';
  return line.replace(STOPPED, '') || 'git failed without an error message';
}

const STOPPED = /^(?:fatal|error): /;

/** What is said of an output that git does not give. */
export const UNEXPECTED = 'git printed something unexpected';
