import type { Logger } from 'pino';
import { parseConfig, type Config } from './config.ts';
import { makeLogger } from './logger.ts';
import { openStores } from './stores.ts';

/** What every part of the server uses. */
export interface Service {
  readonly config: Config;
  readonly logger: Logger;
  readonly stores: ReturnType<typeof openStores>;
  readonly state: { draining: boolean };
}

// Next.js bundles each route for itself: only what hangs on the global object exists once.
const shared = globalThis as { startedService?: Service };

/** The one service of this process, made when it is first asked for. Throws a ConfigError when a variable is missing. */
export function service(): Service {
  shared.startedService ??= makeService(process.env);
  return shared.startedService;
}

function makeService(env: NodeJS.ProcessEnv): Service {
  const config = parseConfig(env);
  const logger = makeLogger(config);
  return { config, logger, stores: openStores(config, logger), state: { draining: false } };
}
