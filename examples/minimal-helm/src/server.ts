import type { AddressInfo } from 'node:net';
import { buildApp } from './app.ts';
import { ConfigError, parseConfig, type Config } from './config.ts';
import { makeLogger } from './logger.ts';
import { shutDown } from './shutdown.ts';
import { openStores } from './stores.ts';
import type { Telemetry } from './telemetry.ts';

/** Runs the service until SIGTERM or SIGINT. */
export async function serve(env: NodeJS.ProcessEnv, telemetry: Telemetry): Promise<void> {
  const config = configOrExit(env);
  const logger = makeLogger(config);
  const stores = openStores(config, logger);
  const dependencies = Object.values(stores);
  const state = { draining: false };
  const app = buildApp({ logger, version: config.version, dependencies, isDraining: () => state.draining });

  const close = async (): Promise<void> => {
    await app.close();
    const ends = await Promise.allSettled([telemetry.stop(), ...dependencies.map((store) => store.close())]);
    for (const end of ends) if (end.status === 'rejected') logger.warn({ err: end.reason }, 'a connection was not closed cleanly');
  };
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (state.draining) return;
    logger.info({ signal }, 'shutting down');
    const inTime = await shutDown({ drain: () => { state.draining = true; }, close, delayMs: config.shutdownDelayMs, timeoutMs: config.shutdownTimeoutMs });
    logger.info({ inTime }, 'stopped');
    process.exit(inTime ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal).catch((reason: unknown) => {
        logger.fatal({ err: reason }, 'the shutdown failed');
        process.exit(1);
      });
    });
  }

  await app.listen({ host: config.host, port: config.port });
  logger.info({ port: (app.server.address() as AddressInfo).port }, 'ready');
}

function configOrExit(env: NodeJS.ProcessEnv): Config {
  try {
    return parseConfig(env);
  } catch (problem) {
    if (!(problem instanceof ConfigError)) throw problem;
    process.stderr.write(`${problem.message}\n`);
    process.exit(2);
  }
}
