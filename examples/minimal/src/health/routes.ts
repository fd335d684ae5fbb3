import type { FastifyInstance } from 'fastify';
import { readiness, type Dependency, type Readiness } from './readiness.ts';

export interface HealthInput {
  readonly version: string;
  readonly dependencies: readonly Dependency[];
  readonly isDraining: () => boolean;
}

const probes = { live: '/health/live', ready: '/health/ready' };

/** Whether a path belongs to a probe. */
export const isProbe = (url: string): boolean => Object.values(probes).includes(url);

/** Adds the two probes: `live` reports that the process runs, `ready` that it can serve requests. */
export function healthRoutes(app: FastifyInstance, { version, dependencies, isDraining }: HealthInput): void {
  // Checks no dependency: a restart would not bring a database back.
  app.get(probes.live, async () => ({ status: 'ok' }));

  app.get(probes.ready, async (request, reply) => {
    const answer = isDraining() ? draining(version) : await readiness({
      version,
      dependencies,
      onFailure: (check, reason) => { request.log.warn({ check, err: reason }, 'health check failed'); },
    });
    return reply.code(answer.status === 'unhealthy' ? 503 : 200).header('cache-control', 'no-store').send(answer);
  });
}

const draining = (version: string): Readiness => ({
  status: 'unhealthy', timestamp: new Date().toISOString(), uptime: Math.floor(process.uptime()), version, checks: [],
});
