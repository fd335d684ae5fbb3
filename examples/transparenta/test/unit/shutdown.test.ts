import { expect, test } from 'vitest';
import { shutDown } from '../../src/shutdown.ts';

test('readiness fails first, and connections close after the delay', async () => {
  const events: string[] = [];
  const start = performance.now();
  const inTime = await shutDown({
    drain: () => { events.push('drain'); },
    close: async () => { events.push('close'); },
    delayMs: 30,
    timeoutMs: 1000,
  });
  expect(events).toEqual(['drain', 'close']);
  expect(performance.now() - start).toBeGreaterThanOrEqual(25);
  expect(inTime).toBe(true);
});

test('a hanging close times out', async () => {
  expect(await shutDown({ drain: () => {}, close: () => new Promise(() => {}), delayMs: 0, timeoutMs: 20 })).toBe(false);
});
