import { afterEach, expect, test, vi } from 'vitest';
import { GET as live } from '../../src/app/health/live/route.ts';
import { GET as ready } from '../../src/app/health/ready/route.ts';
import { service } from '../../src/service.ts';

// Nothing listens on port 1: the real clients, and stores that are down.
vi.stubEnv('LOG_LEVEL', 'silent');
vi.stubEnv('APP_VERSION', '1.0.0');
afterEach(() => { service().state.draining = false; });

test('liveness checks no dependency', async () => {
  expect(await live().json()).toEqual({ status: 'ok' });
});

test('readiness matches the contract', async () => {
  const response = await ready();
  const stores = Object.values(service().stores);
  expect(response.status).toBe(stores.some(({ critical }) => critical) ? 503 : 200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({
    status: stores.some(({ critical }) => critical) ? 'unhealthy' : stores.length > 0 ? 'degraded' : 'ok',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    uptime: expect.any(Number),
    version: '1.0.0',
    checks: stores.map(({ name, critical }) => ({ name, critical, status: 'unhealthy', latencyMs: expect.any(Number) })),
  });
});

test('while draining, readiness answers 503 and checks nothing', async () => {
  service().state.draining = true;
  const response = await ready();
  expect([response.status, await response.json()]).toMatchObject([503, { status: 'unhealthy', checks: [] }]);
});
