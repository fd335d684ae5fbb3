import { UserError } from '../errors.ts';

/** The bytes as text; what is not UTF-8 is refused, because writing it back would change it. */
export function utf8(bytes: Buffer, source: string): string {
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return text;
  throw new UserError(`${source} is not UTF-8`, {
    exitCode: 3,
    hint: 'Save it as UTF-8 and try again.',
  });
}
