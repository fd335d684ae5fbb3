import { setTimeout as pause } from 'node:timers/promises';
import { isHeld, withLock } from './lock.ts';

const PATIENCE_MS = 10 * 1000;

/** As `withLock`, but first waits up to ten seconds for another process to end its work. */
export async function withLockSoon<Result>(root: string, work: () => Result): Promise<Result> {
  for (const until = Date.now() + PATIENCE_MS; ;) {
    try {
      return withLock(root, work);
    } catch (error) {
      if (!isHeld(error) || Date.now() > until) throw error;
    }
    await pause(20 + Math.random() * 80);
  }
}
