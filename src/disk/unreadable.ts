import { UserError } from '../errors.ts';

/** Says why the disk would not answer; whether something stands there is then not known, so nothing goes on. */
export function unreadable(path: string, error: unknown, exitCode: 2 | 3 = 3): UserError {
  const code = codeOf(error) ?? '';
  const [reason, hint] = reasons[code] ?? [
    error instanceof Error ? error.message : String(error),
    'Make it readable, and run the same command again.',
  ];
  return new UserError(`cannot read ${path}: ${reason}`, { exitCode, hint });
}

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
