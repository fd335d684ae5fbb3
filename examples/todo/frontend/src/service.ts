import type { Logger } from 'pino';
import { parseConfig, type Config } from './config.ts';
import { makeLogger } from './logger.ts';
import { openStores } from './stores.ts';

/** What all parts of the server share. */
export interface Service {
  readonly config: Config;
  readonly logger: Logger;
  readonly stores: ReturnType<typeof openStores>;
  readonly state: { draining: boolean };
}

// Next.js bundles each route separately: only properties of the global object exist once.
const shared = globalThis as { startedService?: Service };

/** Returns the service of this process, created on first use. Throws a ConfigError if a variable is missing. */
export function service(): Service {
  shared.startedService ??= makeService(process.env);
  return shared.startedService;
}

function makeService(env: NodeJS.ProcessEnv): Service {
  const config = parseConfig(env);
  const logger = makeLogger(config);
  return { config, logger, stores: openStores(config, logger), state: { draining: false } };
}
