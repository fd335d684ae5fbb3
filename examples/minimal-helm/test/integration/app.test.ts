import { afterEach, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import type { Dependency } from '../../src/health/readiness.ts';
import { makeLogger } from '../../src/logger.ts';
import { openStores } from '../../src/stores.ts';

// Nothing listens on port 1: the real clients, and a store that is down.
const config = parseConfig({
  LOG_LEVEL: 'silent',
});
const logger = makeLogger(config);
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => { await Promise.all(closing.splice(0).map((close) => close())); });

function anApp({ dependencies = [], isDraining = () => false }: { dependencies?: readonly Dependency[]; isDraining?: () => boolean }) {
  const app = buildApp({ logger, version: '1.0.0', dependencies, isDraining });
  closing.push(() => app.close());
  return app;
}

const down = (name: string, critical: boolean): Dependency => ({ name, critical, check: () => Promise.reject(new Error('down')) });

test('liveness checks no dependency', async () => {
  const response = await anApp({ dependencies: [down('database', true)] }).inject('/health/live');
  expect(response.statusCode).toBe(200);
});

test('readiness matches the contract', async () => {
  const response = await anApp({ dependencies: [{ name: 'database', critical: true, check: async () => {} }] }).inject('/health/ready');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({
    status: 'ok',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    uptime: expect.any(Number),
    version: '1.0.0',
    checks: [{ name: 'database', status: 'healthy', latencyMs: expect.any(Number), critical: true }],
  });
});

test('a critical dependency that is down takes the pod out of traffic', async () => {
  const response = await anApp({ dependencies: [down('database', true)] }).inject('/health/ready');
  expect([response.statusCode, response.json().status]).toEqual([503, 'unhealthy']);
});

test('a non-critical dependency that is down keeps the pod in traffic', async () => {
  const response = await anApp({ dependencies: [down('cache', false)] }).inject('/health/ready');
  expect([response.statusCode, response.json().status]).toEqual([200, 'degraded']);
});

test('while draining, readiness answers 503 and requests are still served', async () => {
  const app = anApp({ isDraining: () => true });
  expect((await app.inject('/health/ready')).statusCode).toBe(503);
  const response = await app.inject('/');
  expect([response.statusCode, response.headers.connection]).toEqual([200, 'close']);
});

test('the real stores are checked, over a real socket', async () => {
  const stores = Object.values(openStores(config, logger));
  closing.push(...stores.map((store) => () => store.close()));
  const address = await anApp({ dependencies: stores }).listen({ host: '127.0.0.1', port: 0 });

  expect((await fetch(`${address}/health/live`)).status).toBe(200);
  const response = await fetch(`${address}/health/ready`);
  expect(response.status).toBe(stores.some(({ critical }) => critical) ? 503 : 200);
  expect(await response.json()).toMatchObject({
    checks: stores.map(({ name, critical }) => ({ name, critical, status: 'unhealthy' })),
  });
});
