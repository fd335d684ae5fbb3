export const dynamic = 'force-dynamic';

/** Says that the process runs. No dependency is asked: a restart would not bring a database back. */
export function GET(): Response {
  return Response.json({ status: 'ok' });
}
