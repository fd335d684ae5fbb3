import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';

/** The bytes as text; what is not UTF-8 is refused, because writing it back would change it. */
export function utf8(bytes: Buffer, source: string): string {
  const text = textIn(bytes);
  if (text !== undefined) return text;
  throw new UserError(`${source} is not UTF-8`, {
    exitCode: 3,
    hint: 'Save it as UTF-8 and try again.',
  });
}

/** The bytes as text, or undefined when they are no UTF-8: for those who can do without. */
export const textIn = (bytes: Buffer): string | undefined =>
  isUtf8(bytes) ? bytes.toString() : undefined;
