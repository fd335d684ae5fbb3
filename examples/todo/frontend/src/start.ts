import { ConfigError } from './config.ts';
import { drainFirst } from './drain.ts';
import { service } from './service.ts';
import { startTelemetry } from './telemetry.ts';

/** Traces, settings and a graceful shutdown. */
export function start(): void {
  const telemetry = startTelemetry(process.env);
  const { config, logger, state } = serviceOrExit();
  drainFirst(process, {
    delayMs: config.shutdownDelayMs,
    drain: (signal) => {
      state.draining = true;
      logger.info({ signal }, 'shutting down');
    },
    last: () => telemetry.flush(),
  });
  logger.info('ready');
}

function serviceOrExit(): ReturnType<typeof service> {
  try {
    return service();
  } catch (problem) {
    if (!(problem instanceof ConfigError)) throw problem;
    process.stderr.write(`${problem.message}\n`);
    process.exit(2);
  }
}
