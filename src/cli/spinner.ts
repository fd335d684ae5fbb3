import { progressTerminal, type ProgressTerminal } from './output.ts';

/**
 * Does work that may take longer than a second, and shows on a terminal what is being done
 * meanwhile, on one line that goes again. The work must leave the event loop free.
 */
export async function withSpinner<T>(
  doing: string,
  work: () => Promise<T>,
  output: ProgressTerminal | undefined = progressTerminal(),
): Promise<T> {
  if (output === undefined) return work();
  const start = Date.now();
  let shown = 0;
  const timer = setInterval(() => {
    const seconds = Math.floor((Date.now() - start) / 1000);
    if (seconds < 1) return;
    const text = `${frames[shown % frames.length] ?? ''} ${doing} (${String(seconds)} s)`;
    // A line that wraps could not be taken back.
    output.write(`\r${text.slice(0, Math.max(output.columns - 1, 0))}${CLEAR_TO_END}`);
    shown += 1;
  }, 100);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (shown > 0) output.write(`\r${CLEAR_TO_END}`);
  }
}

const frames = ['|', '/', '-', '\\'] as const;
const CLEAR_TO_END = '\u001B[K';
