import { readiness, type Readiness } from '../../../health/readiness.ts';
import { service, type Service } from '../../../service.ts';

export const dynamic = 'force-dynamic';

/** Reports that requests can be served: no critical store is down, and the process is not shutting down. */
export async function GET(): Promise<Response> {
  const answer = await answerOf(service());
  return Response.json(answer, { status: answer.status === 'unhealthy' ? 503 : 200, headers: { 'cache-control': 'no-store' } });
}

async function answerOf({ config: { version }, stores, logger, state }: Service): Promise<Readiness> {
  if (state.draining) return { ...(await readiness({ version, dependencies: [] })), status: 'unhealthy' };
  return readiness({
    version,
    dependencies: Object.values(stores),
    onFailure: (check, reason) => { logger.warn({ check, err: reason }, 'health check failed'); },
  });
}
