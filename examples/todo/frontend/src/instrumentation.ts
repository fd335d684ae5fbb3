import type { Instrumentation } from 'next';

/** Runs once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('./start.ts')).start();
}

/** Logs what a page or a route handler did not catch. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method, path }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { service } = await import('./service.ts');
  service().logger.error({ err: error, method, path }, 'request failed');
};
