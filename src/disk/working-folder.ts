import { UserError } from '../errors.ts';

/** The folder that the command was run in; a shell can stand in one that is gone, or that it may not look at. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UserError('the working folder is gone, or cannot be entered', {
      exitCode: 3,
      hint: 'Change to a folder that exists (cd), and run the same command again.',
    });
  }
}
