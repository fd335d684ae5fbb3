import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storeStepLines, storeSteps, usedStoreSteps } from '../../src/cli/store-steps.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { sideOf, type Side } from '../laws/there-and-back.ts';
import { aFolder, options, put } from '../write/helpers.ts';

type Tree = Readonly<Record<string, unknown>>;

const side = (component: Tree, dataStores: Tree = {}): Side =>
  sideOf(
    parseConfig({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      components: { api: { build: { context: 'api' }, ...component } },
      dataStores,
      environments: { dev: { branch: 'main', deploy: 'on-push' } },
    }),
  );

const written = (root: string, { files, theirs }: Side) =>
  resync(root, files, { ...options, theirs });
const lines = (root: string, to: Side): string[] =>
  storeSteps(written(root, to), { ...to, root }).flatMap((steps) => storeStepLines(steps));

const db = { db: { kind: 'postgres' } };
const cache = { cache: { kind: 'valkey' } };
const ledger = { ledger: { kind: 'external' } };

test.each([
  [{ kind: 'node' }, db, 'cd api && npm install --save-exact pg@', "import { Pool } from 'pg';"],
  [{ kind: 'node', packageManager: 'pnpm' }, db, 'cd api && pnpm add', 'SELECT 1'],
  [{ kind: 'next' }, cache, 'npm install --save-exact ioredis@', 'await cache.ping()'],
  [{ kind: 'next' }, ledger, 'npm install --save-exact pg@', "process.env['LEDGER_URL']"],
  [
    { kind: 'python' },
    db,
    'in the dependencies of api/pyproject.toml',
    'ConnectionPool(os.environ["DB_URL"]',
  ],
  [{ kind: 'python', packageManager: 'pip' }, cache, '"redis==', 'Redis.from_url'],
  [{ kind: 'custom' }, db, 'Add a client of PostgreSQL', 'Read its URL from DB_URL'],
] as const)(
  '%j with %j: what the application needs is said once, and what may go',
  (runtime, stores, ...words) => {
    const root = aFolder();
    const [without, having] = [side({ runtime }), side({ runtime }, stores)];
    const [key = ''] = Object.keys(stores);
    expect(lines(root, without)).toEqual([]);
    put(root, 'api/src/mine.ts', '// an application\n');
    const added = lines(root, having).join('\n');
    for (const word of [
      ...words,
      `gets ${key.toUpperCase()}_URL and must connect`,
      '/health/ready',
    ])
      expect(added).toContain(word);
    expect(lines(root, having)).toEqual([]);

    const removed = lines(root, without).join('\n');
    expect(removed).toContain(`no longer gets ${key.toUpperCase()}_URL`);
    expect(removed.includes('Remove its client')).toBe(runtime.kind !== 'custom');
    expect(lines(root, without)).toEqual([]);
  },
);

test('a starter of ours that has the client needs none, and names its sources when it goes', () => {
  const root = aFolder();
  const runtime = { kind: 'node' };
  const wired = side({ runtime, health: { checks: { db: { store: 'db' } } } }, db);
  const without = side({ runtime });
  expect(lines(root, wired)).toEqual([]);
  expect(lines(root, without).join('\n')).toContain('Delete api/src/stores/postgres.ts');
  expect(lines(root, wired)).toEqual([]);

  written(root, without);
  put(root, 'api/src/config.ts', '// mine\n');
  expect(lines(root, wired).join('\n')).toContain('gets DB_URL and must connect');
});

test('another kind of store under the same variable is another client', () => {
  const root = aFolder();
  const runtime = { kind: 'node' };
  const at = (kind: string) => side({ runtime }, { db: { kind, variable: 'STORE_URL' } });
  written(root, at('postgres'));
  const text = lines(root, at('redis')).join('\n');
  expect(text).toContain('ioredis');
  expect(text).toContain('npm uninstall pg');
});

test('a second store of the kind keeps the client of the first one', () => {
  const root = aFolder();
  const runtime = { kind: 'python' };
  written(root, side({ runtime }, { ...db, users: { kind: 'postgres' } }));
  const text = lines(root, side({ runtime }, db)).join('\n');
  expect(text).toContain('no longer gets USERS_URL');
  expect(text).not.toContain('Remove its client');
});

test('a preview says the same, and a new service has the words of creation', () => {
  const root = aFolder();
  const runtime = { kind: 'node', starter: false };
  const [without, having] = [side({ runtime }), side({ runtime }, db)];
  written(root, without);
  const foreseen = storeSteps(planChanges(root, having.files, options), { ...having, root });
  const [component] = having.plan.components;
  if (component === undefined) throw new Error('no component');
  expect(foreseen).toEqual(usedStoreSteps(having.plan, component));
  written(root, having);
  expect(readFileSync(join(root, 'api/.env.example'), 'utf8')).toContain('DB_URL=');
});
