import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { drainFirst } from '../../src/drain.ts';

test('readiness fails first, and the server closes after the delay', async () => {
  const events: string[] = [];
  const process = new EventEmitter();
  process.on('SIGTERM', (signal: string) => { events.push(`close ${signal}`); });
  drainFirst(process, {
    delayMs: 30,
    drain: (signal) => { events.push(`drain ${signal}`); },
    last: async () => { events.push('last'); },
  });
  process.emit('SIGTERM', 'SIGTERM');
  expect(events).toEqual(['drain SIGTERM']);
  await sleep(60);
  expect(events).toEqual(['drain SIGTERM', 'last', 'close SIGTERM']);
});

test('a second signal is not delayed', () => {
  const process = new EventEmitter();
  drainFirst(process, { delayMs: 0, drain: () => {}, last: async () => {} });
  process.emit('SIGINT', 'SIGINT');
  expect(process.listenerCount('SIGINT')).toBe(0);
});
