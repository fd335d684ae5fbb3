import type { EventEmitter } from 'node:events';

export interface DrainInput {
  readonly delayMs: number;
  /** Readiness answers 503 from now on; everything else is served as before. */
  readonly drain: (signal: string) => void;
  /** Called after the delay, before the server closes. */
  readonly last: () => Promise<void>;
}

/**
 * Stops without dropping a request: Kubernetes sends SIGTERM while proxies still route here, so so
 * closing the server, which Next.js does immediately, is delayed by `delayMs`. A second signal exits immediately.
 */
export function drainFirst(process: EventEmitter, { delayMs, drain, last }: DrainInput): void {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    const closers = process.listeners(signal);
    process.removeAllListeners(signal);
    process.once(signal, () => {
      drain(signal);
      setTimeout(() => { void last().finally(() => { for (const close of closers) close(signal); }); }, delayMs);
    });
  }
}
