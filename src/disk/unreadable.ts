import { UserError } from '../errors.ts';

/** Says why the disk would not answer; whether something stands there is then not known, so nothing goes on. */
export function unreadable(path: string, error: unknown, exitCode: 2 | 3 = 3): UserError {
  const [reason, hint] = whyUnreadable(error);
  return new UserError(`cannot read ${path}: ${reason}`, { exitCode, hint });
}

/** The reason of the disk, and what to do about it. */
export const whyUnreadable = (error: unknown): readonly [reason: string, hint: string] =>
  reasons[codeOf(error) ?? ''] ?? [
    error instanceof Error ? error.message : String(error),
    'Make it readable, and run the same command again.',
  ];

/** The code of an error of the operating system. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

const grant = 'Change its permissions or its owner, and run the same command again.';

const reasons: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOENT: ['it does not exist', 'Check the path.'],
  EACCES: ['permission denied', grant],
  EPERM: ['permission denied', grant],
  ELOOP: ['it leads through links that never end', 'Replace the links with what they stand for.'],
  ENAMETOOLONG: ['its name is too long for this system', 'Use a shorter path.'],
  EMFILE: ['too many files are open', 'Raise the limit (ulimit -n), and run it again.'],
  ENFILE: ['too many files are open', 'Close other programs, and run it again.'],
  EIO: ['the disk failed to read it', 'Check the disk.'],
};
