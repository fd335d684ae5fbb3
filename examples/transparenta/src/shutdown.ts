import { setTimeout as sleep } from 'node:timers/promises';

export interface ShutdownInput {
  /** Readiness answers 503 from now on; everything else is served as before. */
  readonly drain: () => void;
  readonly close: () => Promise<void>;
  readonly delayMs: number;
  readonly timeoutMs: number;
}

/**
 * Shuts down without dropping requests: Kubernetes sends SIGTERM while proxies still route here, so the service
 * keeps serving for `delayMs`, then closes. Returns false if closing takes longer than `timeoutMs`.
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
