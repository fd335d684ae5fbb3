import fs from 'node:fs';

export const [STDOUT, STDERR] = [1, 2] as const;

/** What the system said when it did not take what was printed. */
export type PrintFailure = Error & { readonly code: unknown };

// As it is before a config runs, which may replace it.
const { writeSync } = fs;

/** Prints a line. All of it is out when this returns, however slowly it is read: the process may end at any time. */
export function writeLine(
  stream: typeof STDOUT | typeof STDERR,
  text: string,
): PrintFailure | undefined {
  const bytes = Buffer.from(text === '' ? '' : `${text}\n`);
  for (let written = 0; written < bytes.length;)
    try {
      written += writeSync(stream, bytes, written);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code !== 'EAGAIN') return error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  return undefined;
}
