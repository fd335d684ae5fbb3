import { closeSync, openSync } from 'node:fs';
import { readWhole } from './file-at.ts';

/**
 * A file that somebody named on the command line: it may be anywhere, a link, or what a shell
 * pipes in. Undefined when it is larger than the limit; an error is the caller's to tell.
 */
export function typedBytes(path: string, limit: number): Buffer | undefined {
  const file = openSync(path, 'r');
  try {
    return readWhole(file, limit);
  } finally {
    closeSync(file);
  }
}
