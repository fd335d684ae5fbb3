import { isAbsolute, resolve } from 'node:path';
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

/** The place of a path that somebody typed; only a relative one needs the working folder. */
export const fromHere = (path: string): string =>
  isAbsolute(path) ? resolve(path) : resolve(workingFolder(), path);
