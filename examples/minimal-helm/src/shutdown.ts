import { setTimeout as sleep } from 'node:timers/promises';

export interface ShutdownInput {
  /** From here on readiness answers 503, everything else is served as before. */
  readonly drain: () => void;
  readonly close: () => Promise<void>;
  readonly delayMs: number;
  readonly timeoutMs: number;
}

/**
 * Stops without dropping a request: Kubernetes sends SIGTERM while proxies still route here, so the service
 * goes on for `delayMs`, then closes. Answers false when closing took longer than `timeoutMs`.
 */
export async function shutDown({ drain, close, delayMs, timeoutMs }: ShutdownInput): Promise<boolean> {
  drain();
  await sleep(delayMs);
  const tooLate = new AbortController();
  try {
    return await Promise.race([close().then(() => true), sleep(timeoutMs, false, { signal: tooLate.signal })]);
  } finally {
    tooLate.abort();
  }
}
