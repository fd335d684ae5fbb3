import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { healthRoutes, isProbe } from './health/routes.ts';
import type { Dependency } from './health/readiness.ts';

export interface AppInput {
  readonly logger: FastifyBaseLogger;
  readonly version: string;
  /** What the service needs to do its work; asked by the readiness probe only. */
  readonly dependencies: readonly Dependency[];
  /** True once the process was told to stop. */
  readonly isDraining: () => boolean;
}

/** The HTTP application, ready to listen; every outside thing it uses is passed in. */
export function buildApp({ logger, version, dependencies, isDraining }: AppInput): FastifyInstance {
  // Probes come every few seconds: a healthy answer is no news.
  const logController = new LogController({ disableRequestLogging: ({ url }) => isProbe(url) });
  const app = Fastify({ loggerInstance: logger, logController });

  app.addHook('onSend', async (_request, reply) => {
    // Clients with an open connection reconnect, to a pod that stays.
    if (isDraining()) reply.header('connection', 'close');
  });
  healthRoutes(app, { version, dependencies, isDraining });

  app.get('/', async () => ({ service: 'orders', version }));
  return app;
}
