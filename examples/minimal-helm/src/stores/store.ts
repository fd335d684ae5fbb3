import type { Logger } from 'pino';
import type { Dependency } from '../health/readiness.ts';

/** A dependency that holds connections. */
export interface Store extends Dependency {
  readonly close: () => Promise<void>;
}

export interface StoreInput {
  readonly name: string;
  readonly critical: boolean;
  readonly url: string;
  readonly logger: Logger;
}
