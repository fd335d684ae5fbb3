import { expect, test } from 'vitest';
import type { Answers } from '../../src/cli/create/answers.ts';
import { configOf } from '../../src/cli/create/config-text.ts';
import { newStores } from '../../src/cli/create/new-stores.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';

const answers: Answers = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  system: undefined,
  port: undefined,
  runtime: undefined,
  registry: undefined,
  hosts: { dev: [], prod: [] },
  gateway: undefined,
  stores: newStores.map(([kind]) => kind),
};
const filesOf = (asked: Partial<Answers>): ReadonlyMap<string, string> =>
  new Map(
    allFiles(makePlan(parseConfig(configOf({ ...answers, ...asked })))).map((file) => [
      file.path,
      render(file),
    ]),
  );

/** What stands in which file of the application for a PostgreSQL, and for a cache. */
const wired: Readonly<Record<string, readonly (readonly [file: string, text: string])[]>> = {
  node: [
    ['package.json', '"pg": "'],
    ['package.json', '"ioredis": "'],
    ['src/stores.ts', "'postgres': openPostgres({ name: 'postgres', critical: true"],
    ['src/stores.ts', "'valkey': openRedis({ name: 'valkey', critical: false"],
    ['src/server.ts', 'dependencies = Object.values(stores)'],
    ['test/integration/app.test.ts', "POSTGRES_URL: 'postgres://127.0.0.1:1/app'"],
    ['test/integration/app.test.ts', "VALKEY_URL: 'redis://127.0.0.1:1'"],
  ],
  next: [
    ['package.json', '"pg": "'],
    ['package.json', '"ioredis": "'],
    ['src/stores.ts', "'postgres': openPostgres({ name: 'postgres', critical: true"],
    ['src/stores.ts', "'valkey': openRedis({ name: 'valkey', critical: false"],
    ['src/app/health/ready/route.ts', 'dependencies: Object.values(stores)'],
    ['test/integration/health.test.ts', "'POSTGRES_URL', 'postgres://127.0.0.1:1/app'"],
    ['test/integration/health.test.ts', "'VALKEY_URL', 'redis://127.0.0.1:1'"],
  ],
  python: [
    ['pyproject.toml', '"psycopg'],
    ['pyproject.toml', '"redis=='],
    ['app/main.py', 'name="postgres", kind=Postgres, variable="POSTGRES_URL", critical=True'],
    ['app/main.py', 'name="valkey", kind=Redis, variable="VALKEY_URL", critical=False'],
    ['app/core/web.py', 'readiness(dependencies, version=version)'],
    ['tests/integration/test_app_main.py', 'component.stores'],
  ],
};

test.each([
  ['node', undefined],
  ['node', { kind: 'node', packageManager: 'pnpm' }],
  ['next', { kind: 'next' }],
  ['python', { kind: 'python' }],
] as const)(
  'the stores of a new service have a client, a health check and a test: %s',
  (kind, runtime) => {
    const files = filesOf({ runtime });
    const missing = (wired[kind] ?? []).filter(
      ([path, text]) => files.get(path)?.includes(text) !== true,
    );
    expect(missing).toEqual([]);
  },
);

test.each([[{ kind: 'custom' }], [{ kind: 'node', starter: false }]] as const)(
  'an application that is not ours is not said to check its stores: %j',
  (runtime) => {
    expect(configOf({ ...answers, runtime }).components['server']).not.toHaveProperty('health');
    expect([...filesOf({ runtime }).keys()]).not.toContain('src/stores.ts');
  },
);

test('a service without stores has no checks', () => {
  expect(configOf({ ...answers, stores: [] }).components['server']).toEqual({ port: 3000 });
});
