import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { healthRoutes, isProbe } from './health/routes.ts';
import type { Dependency } from './health/readiness.ts';

export interface AppInput {
  readonly logger: FastifyBaseLogger;
  readonly version: string;
  /** What the service depends on; checked only by the readiness probe. */
  readonly dependencies: readonly Dependency[];
  /** True once the process is shutting down. */
  readonly isDraining: () => boolean;
}

/** Builds the HTTP application, ready to listen; everything external is passed in. */
export function buildApp({ logger, version, dependencies, isDraining }: AppInput): FastifyInstance {
  // Probes come every few seconds: do not log healthy answers.
  const logController = new LogController({ disableRequestLogging: ({ url }) => isProbe(url) });
  const app = Fastify({ loggerInstance: logger, logController });

  app.addHook('onSend', async (_request, reply) => {
    // Makes clients with an open connection reconnect to another pod.
    if (isDraining()) reply.header('connection', 'close');
  });
  healthRoutes(app, { version, dependencies, isDraining });

  app.get('/', async () => ({ service: 'orders', version }));
  return app;
}
