import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Change } from './change.ts';

/**
 * Refuses to touch a file that is not what its change was computed from:
 * somebody saved it meanwhile, and those bytes are nowhere else.
 */
export function refuseConcurrentEdit(root: string, { path, before }: Change): void {
  const file = join(root, path);
  const entry = lstatSync(file, { throwIfNoEntry: false });
  if (entry === undefined && before === undefined) return;
  if (entry?.isFile() === true && before !== undefined && readFileSync(file).equals(before)) return;
  throw new UserError(`${path} changed during the run and was not overwritten`, {
    exitCode: 3,
    hint: 'Run the same command again.',
  });
}
