import { createHash } from 'node:crypto';

/** The sha256 of bytes, in hex. */
export const sha256Of = (bytes: Buffer | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The name that git gives to a file of these bytes. */
export const blobNameOf = (bytes: Buffer): string =>
  createHash('sha1')
    .update(`blob ${String(bytes.length)}\0`)
    .update(bytes)
    .digest('hex');

/** The bytes with LF line ends: a checkout with CRLF is not drift. */
export function withLineFeeds(bytes: Buffer): Buffer {
  if (!bytes.includes('\r\n')) return bytes;
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
