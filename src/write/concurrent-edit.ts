import { fileAt } from '../disk/file-at.ts';
import { UserError } from '../errors.ts';
import type { Change } from './change.ts';

/**
 * Refuses to touch a file that is not what its change was computed from:
 * somebody saved it meanwhile, and those bytes are nowhere else.
 */
export function refuseConcurrentEdit(
  root: string,
  { path, before }: Pick<Change, 'path' | 'before'>,
): void {
  const found = fileAt(root, path);
  if (found.kind === 'absent' && before === undefined) return;
  if (found.kind === 'file' && before !== undefined && found.bytes.equals(before)) return;
  throw new UserError(`${path} changed during the run and was not overwritten`, {
    exitCode: 3,
    hint: 'Run the same command again.',
  });
}
