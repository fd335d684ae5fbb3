import { expect, test } from 'vitest';
import { newConfig } from '../../src/cli/create/answers.ts';
import { newStores } from '../../src/cli/create/new-stores.ts';
import type { ServiceFlags } from '../../src/cli/create/questions/index.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import type { ConfigInput } from '../../src/config/schema/schema.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import { emptyPlace, serviceFlags } from './service-flags.ts';

const store = newStores.map(([kind]) => kind);
const configOf = (
  typed: Partial<ServiceFlags>,
  place: Parameters<typeof newConfig>[2] = emptyPlace,
): ConfigInput =>
  newConfig(
    serviceFlags({ store, repository: 'https://github.com/acme/orders', ...typed }),
    '/orders',
    place,
  );
const filesOf = (config: ConfigInput): ReadonlyMap<string, string> =>
  new Map(allFiles(makePlan(parseConfig(config))).map((file) => [file.path, render(file)]));

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
  ['node', {}],
  ['node', { 'package-manager': 'pnpm' }],
  ['next', {}],
  ['python', {}],
] as const)(
  'the stores of a new service have a client, a health check and a test: %s',
  (runtime, typed) => {
    const files = filesOf(configOf({ runtime, ...typed }));
    const missing = (wired[runtime] ?? []).filter(
      ([path, text]) => files.get(path)?.includes(text) !== true,
    );
    expect(missing).toEqual([]);
  },
);

const application = { packageManager: 'npm' } as const;
test.each([
  ['custom', emptyPlace],
  ...['node', 'next', 'python'].map(
    (runtime) => [runtime, { ...emptyPlace, application }] as const,
  ),
] as const)(
  'an application that is not ours is not said to check its stores: %s',
  (runtime, place) => {
    const config = configOf({ runtime }, place);
    expect(config.components['server']).not.toHaveProperty('health');
    expect([...filesOf(config).keys()]).not.toContain('src/stores.ts');
    expect([...filesOf(config).keys()]).not.toContain('app/main.py');
  },
);

test('a service without stores has no checks', () => {
  expect(configOf({ store: [] }).components['server']).toEqual({ port: 3000 });
});
