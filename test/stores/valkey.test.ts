import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { composeFile } from '../../src/files/compose/index.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { makePlan } from '../plan/make-plan.ts';
import { render } from '../../src/render/render.ts';

const planOf = (more: object) =>
  makePlan(
    parseConfig({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      components: { server: { health: { checks: { cache: { store: 'cache' } } } } },
      dataStores: { cache: { kind: 'valkey', maxMemory: '256mb' } },
      ...more,
    }),
  );
const plan = planOf({});
const [environment] = plan.environments;
if (environment === undefined) throw new Error('no environment');
const text = JSON.stringify(objects(plan, environment));

test('Valkey runs by its own programs, from its own image', () => {
  expect(text).toContain('docker.io/valkey/valkey:');
  expect(text).toContain('exec valkey-server /etc/valkey/valkey.conf');
  expect(text).toContain('valkey-cli ping | grep -q PONG');
  expect(text).not.toMatch(/redis-(?:server|cli)|\/etc\/redis/);
});

test('clients reach it as they reach a Redis', () => {
  const [store] = environment.stores;
  expect(store?.password).toEqual({
    key: 'VALKEY_PASSWORD',
    before: 'redis://:',
    after: '@cache:6379',
  });
  expect(plan.components[0]?.checks).toMatchObject([{ name: 'cache', driver: 'redis' }]);
});

test('on the machine of a developer it is the same server', () => {
  const { services } = parse(render(composeFile(plan))) as {
    services: Record<string, { image: string; command: string[]; healthcheck: { test: string[] } }>;
  };
  expect(services['store-cache']).toMatchObject({
    image: expect.stringContaining('valkey/valkey:') as string,
    healthcheck: { test: ['CMD', 'valkey-cli', '-e', 'ping'] },
  });
  expect(services['store-cache']?.command[0]).toBe('valkey-server');
});

test('Dapr keeps state in it, where nothing is evicted', () => {
  const state = (eviction: string) =>
    planOf({
      dataStores: { cache: { kind: 'valkey', eviction } },
      messaging: {
        kind: 'dapr',
        broker: { kind: 'kafka' },
        topics: { taken: 'orders.taken' },
        state: 'cache',
      },
    });
  expect(state('noeviction').environments[0]?.messaging).toMatchObject({
    state: { host: 'cache:6379', key: 'VALKEY_PASSWORD' },
  });
  expect(() => state('allkeys-lru')).toThrow(/would evict state that Dapr keeps here/);
});
