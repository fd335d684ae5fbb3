import type { EventEmitter } from 'node:events';

export interface DrainInput {
  readonly delayMs: number;
  /** From here on readiness answers 503, everything else is served as before. */
  readonly drain: (signal: string) => void;
  /** Done after the delay, before the server closes. */
  readonly last: () => Promise<void>;
}

/**
 * Stops without dropping a request: Kubernetes sends SIGTERM while proxies still route here, so what
 * Next.js does at once, closing its server, is done after `delayMs`. A second signal ends the process.
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
