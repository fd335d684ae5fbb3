export const dynamic = 'force-dynamic';

/** Reports that the process runs. Checks no dependency: a restart would not bring a database back. */
export function GET(): Response {
  return Response.json({ status: 'ok' });
}
