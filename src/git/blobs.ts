import { unknown } from './answer.ts';
import type { Unknown } from './answer.ts';

/** What git has under a name: a file, something else or nothing. */
export type Blobs = { readonly kind: 'yes'; readonly contents: ReadonlyMap<string, Buffer> };

/**
 * The files in what `git cat-file --batch` printed, by the names that it was asked for;
 * a name without a file is left out. Output of any other form says nothing.
 */
export function blobsIn(out: Buffer, names: readonly string[]): Blobs | Unknown {
  const contents = new Map<string, Buffer>();
  let at = 0;
  for (const name of names) {
    const end = out.indexOf('\n', at);
    const line = out.subarray(at, Math.max(at, end)).toString();
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(line) ?? [];
    at = end + 1;
    if (end < 0 || (size === undefined && !/ (?:missing|ambiguous)$/.test(line)))
      return unknown(`git printed something unexpected about ${name}`);
    if (size === undefined) continue;
    if (at + Number(size) >= out.length) return unknown(`git printed only a part of ${name}`);
    if (type === 'blob') contents.set(name, out.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return at === out.length
    ? { kind: 'yes', contents }
    : unknown('git printed more than it was asked for');
}
