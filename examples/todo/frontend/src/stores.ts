import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Store } from './stores/store.ts';

/** The data stores of this service: none yet. The readiness probe checks each entry, and it is closed on shutdown. */
export function openStores(_config: Config, _logger: Logger): Readonly<Record<string, Store>> {
  return {};
}
