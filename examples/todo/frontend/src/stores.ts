import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Store } from './stores/store.ts';

/** The stores this service keeps data in: none yet. Each entry is asked by the readiness probe and closed at the end. */
export function openStores(_config: Config, _logger: Logger): Readonly<Record<string, Store>> {
  return {};
}
