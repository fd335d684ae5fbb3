import { UserError } from '../errors.ts';
import { fileAt } from './file-at.ts';
import { utf8 } from './utf8.ts';

/** The bytes of a file of the project, or undefined when there is none; what is no plain file is refused. */
export function bytesAt(root: string, path: string): Buffer | undefined {
  const found = fileAt(root, path);
  if (found.kind === 'absent') return undefined;
  if (found.kind === 'blocked')
    throw new UserError(`${path} ${found.reason}`, {
      exitCode: 3,
      hint: 'Replace it with a regular file.',
    });
  return found.bytes;
}

/** The text of a file of the project, or undefined when there is none. */
export function textAt(root: string, path: string): string | undefined {
  const bytes = bytesAt(root, path);
  return bytes === undefined ? undefined : utf8(bytes, path);
}
