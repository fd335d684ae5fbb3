import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileSpec } from '../../src/render/spec.ts';
import { nextStarterFiles } from '../../src/files/runtime/next/starter.ts';
import {
  pythonStarterFiles,
  type PythonComponentInput,
} from '../../src/files/runtime/python/starter.ts';
import { starterFiles } from '../../src/files/runtime/node/starter.ts';
import { toolPackage } from '../../src/files/runtime/on-node/package.ts';
import type { StarterInput } from '../../src/files/runtime/on-node/starter-input.ts';
import { aPythonComponent, aPythonStarter, aStarter, pnpm } from './inputs.ts';

const pathsOf = (input: StarterInput): readonly string[] =>
  starterFiles(input).map(({ path }) => path);
const file = (files: readonly FileSpec[], path: string): FileSpec => {
  const found = files.find((spec) => spec.path === path);
  if (found === undefined) throw new Error(`${path} is missing`);
  return found;
};
const textOf = (files: readonly FileSpec[], path: string): string => {
  const { content } = file(files, path);
  return content.kind === 'text' ? content.text : JSON.stringify(content);
};
const packageOf = (files: readonly FileSpec[], path = 'package.json') => {
  const { content } = file(files, path);
  return JSON.parse(JSON.stringify(content.kind === 'json' ? content.value : null)) as Record<
    string,
    Record<string, string>
  >;
};

test("the application is the user's after the first write; in package.json engine and tool stay ours", () => {
  const { 'package.json': ours, ...samples } = Object.fromEntries(
    starterFiles(aStarter()).map(({ path, ownership }) => [path, ownership]),
  );
  expect(new Set(Object.values(samples).map((ownership) => JSON.stringify(ownership)))).toEqual(
    new Set(['{"kind":"sample","restored":false,"starts":""}']),
  );
  expect(ours).toEqual({
    kind: 'shared',
    ours: { kind: 'keys', paths: [['engines', 'node']] },
    needed: ['create-gitops-service', 'constructs', 'projen'].map((name) => [
      ['devDependencies', name],
      ['dependencies', name],
    ]),
  });
});

test('pnpm is pinned, and its pin is ours too', () => {
  const files = starterFiles(aStarter({ packageManager: pnpm }));
  expect(packageOf(files)).toMatchObject({ packageManager: 'pnpm@10.34.9' });
  expect(file(files, 'package.json').ownership).toMatchObject({
    kind: 'shared',
    ours: { kind: 'keys', paths: [['engines', 'node'], ['packageManager']] },
  });
});

test('a client of a store is there only when such a store is', () => {
  const drivers = (input: StarterInput): readonly string[] =>
    Object.keys(packageOf(starterFiles(input)).dependencies ?? {}).filter((name) =>
      ['pg', 'ioredis'].includes(name),
    );
  const { checks } = aStarter();
  expect(drivers(aStarter())).toEqual(['ioredis', 'pg']);
  expect(drivers(aStarter({ checks: checks.slice(2) }))).toEqual(['ioredis']);
  expect(drivers(aStarter({ checks: [] }))).toEqual([]);
  expect(pathsOf(aStarter({ checks: [] })).filter((path) => /postgres|redis/.test(path))).toEqual(
    [],
  );
});

test('stores have the names of the health answer and the URLs of their variables', () => {
  expect(textOf(starterFiles(aStarter()), 'src/stores.ts')).toContain(`
    'database': openPostgres({ name: 'database', critical: true, url: config.databaseUrl, logger }),
    'user-database': openPostgres({ name: 'user-database', critical: true, url: config.userDatabaseUrl, logger }),
    'cache': openRedis({ name: 'cache', critical: false, url: config.redisUrl, logger }),
`);
});

test('a variable that two checks read is configured once', () => {
  const checks = ['primary', 'replica'].map((name) => ({
    name,
    driver: 'postgres' as const,
    environmentVariable: 'DATABASE_URL',
    critical: true,
  }));
  expect(
    textOf(starterFiles(aStarter({ checks })), 'src/config.ts').match(/readonly databaseUrl/g),
  ).toHaveLength(1);
});

test('every package is pinned exactly', () => {
  const { dependencies, devDependencies } = packageOf(starterFiles(aStarter()));
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
  expect(devDependencies).toMatchObject({
    'create-gitops-service': '1.2.3',
    projen: expect.any(String),
    constructs: expect.any(String),
  });
});

test.each([
  ['a server', starterFiles(aStarter()), { esbuild: false }, { 'light-my-request': '6.6.0' }],
  [
    'a site',
    nextStarterFiles(aStarter({ nodeMajor: 22 })),
    { esbuild: false, sharp: false },
    undefined,
  ],
  ['the tool alone', toolPackage(aStarter()), undefined, undefined],
])(
  '%s installs without a warning on every Node that this tool runs on',
  (_, files, allowScripts, overrides) => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: object };
    const found = packageOf(files);
    expect(found.engines).toEqual(engines);
    expect([found.allowScripts, found.overrides]).toEqual([allowScripts, overrides]);
  },
);

test('pnpm has the same settings in its own file', () => {
  const files = starterFiles(aStarter({ packageManager: pnpm }));
  expect(packageOf(files)).not.toHaveProperty('overrides');
  expect(textOf(files, 'pnpm-workspace.yaml')).toContain(
    '"overrides":{"light-my-request":"6.6.0"},"allowBuilds":{"esbuild":false}',
  );
});

test('it has the scripts that the workflows call', () => {
  expect(Object.keys(packageOf(starterFiles(aStarter())).scripts ?? {})).toEqual([
    'build',
    'start',
    'dev',
    'typecheck',
    'lint',
    'test',
    'test:unit',
    'test:integration',
    'check:circular',
    'datasets:validate',
  ]);
});

test('a component in a folder of its own has all its files there, and leaves the tool to the root', () => {
  const files = starterFiles(aStarter({ context: 'services/orders', packageManager: pnpm }));
  expect(files.filter(({ path }) => !path.startsWith('services/orders/'))).toEqual([]);
  expect(packageOf(files, 'services/orders/package.json').devDependencies).not.toHaveProperty(
    'create-gitops-service',
  );
  expect(packageOf(toolPackage(aStarter())).devDependencies).toHaveProperty(
    'create-gitops-service',
    '1.2.3',
  );
  // Without a file of its own pnpm takes the folder above for its workspace.
  expect(pathsOf(aStarter({ context: 'services/orders', packageManager: pnpm }))).toContain(
    'services/orders/pnpm-workspace.yaml',
  );
});

test('a static folder has a file, and the script that checks it comes when it is called', () => {
  const paths = pathsOf(aStarter());
  expect([
    paths.includes('datasets/README.md'),
    paths.includes('scripts/validate-data.mjs'),
  ]).toEqual([true, true]);
  expect(pathsOf(aStarter({ scripts: {} }))).not.toContain('scripts/validate-data.mjs');
});

test.each([
  ['good.json', '{"a":1}', ''],
  ['bad.json', '{"a":1', 'bad.json: '],
  ['good.csv', 'id,name\r\n1,"a, ""b""\nc"\r\n', ''],
  ['short.csv', 'id,name\n1\n', 'short.csv: row 2 has 1 columns, the header has 2'],
  ['open.csv', 'id,name\n1,"a\n', 'open.csv: a quote is never closed'],
  ['twice.csv', 'id,id\n', 'twice.csv: two columns have the same name'],
  ['empty.csv', '', 'empty.csv: it is empty'],
])('the data check reads %s', (name, content, problem) => {
  const folder = mkdtempSync(join(tmpdir(), 'starter-'));
  try {
    mkdirSync(join(folder, 'datasets/deep'), { recursive: true });
    writeFileSync(join(folder, 'datasets/deep', name), content);
    writeFileSync(
      join(folder, 'validate-data.mjs'),
      textOf(starterFiles(aStarter()), 'scripts/validate-data.mjs'),
    );
    const { status, stderr } = spawnSync(process.execPath, ['validate-data.mjs', 'datasets'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toContain(problem);
    expect(status).toBe(problem === '' ? 0 : 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a starter in Python is its owner's after the first write, and every package is pinned exactly", () => {
  const files = pythonStarterFiles(aPythonStarter());
  expect(new Set(files.map(({ ownership }) => JSON.stringify(ownership)))).toEqual(
    new Set(['{"kind":"sample","restored":false,"starts":""}']),
  );
  const packages = [
    ...textOf(files, 'pyproject.toml').matchAll(/^ {4}"([a-z0-9[\],-]+)(.*)",$/gm),
  ].map(([, name, version]) => [name, version]);
  expect(packages.length).toBeGreaterThan(8);
  expect(packages.filter(([, version = '']) => !/^==\d+\.\d+(\.\d+)?$/.test(version))).toEqual([]);
});

test('a client of a store is in a Python package only when such a store is asked', () => {
  const { checks } = aStarter();
  const clients = (component: Partial<PythonComponentInput>) =>
    pythonStarterFiles(aPythonStarter({ components: [aPythonComponent(component)] }))
      .map(({ path }) => path)
      .filter((path) => /stores\/(postgres|redis)\.py$/.test(path));
  expect(clients({})).toEqual(['app/core/stores/postgres.py', 'app/core/stores/redis.py']);
  expect(clients({ checks: checks.slice(2) })).toEqual(['app/core/stores/redis.py']);
  expect(clients({ checks: [] })).toEqual([]);
});

test('modules of two packages bring what they share to each, because an image has one of them', () => {
  const paths = pythonStarterFiles(
    aPythonStarter({
      context: 'backend',
      components: [aPythonComponent(), aPythonComponent({ module: 'jobs.nightly.main' })],
    }),
  ).map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'backend/app/main.py',
      'backend/app/core/server.py',
      'backend/jobs/nightly/main.py',
      'backend/jobs/core/server.py',
    ]),
  );
  expect(new Set(paths).size).toBe(paths.length);
});

test('an extra check in Python is a file that looks at the static data, or fails until somebody writes it', () => {
  const scriptOf = (copy: readonly string[]) =>
    textOf(
      pythonStarterFiles(
        aPythonStarter({
          components: [aPythonComponent({ copy, scripts: ['data:check', 'data-check'] })],
        }),
      ),
      'scripts/data_check.py',
    );
  expect(scriptOf(['data', 'more'])).toContain('FOLDERS = ["data", "more"]');
  expect(scriptOf([])).toContain(
    'sys.exit("not implemented: write this check in scripts/data_check.py")',
  );
});

test('Next.js answers probes at the paths of the config', () => {
  const config = (input: Partial<StarterInput>) =>
    textOf(nextStarterFiles(aStarter(input)), 'next.config.ts');
  expect(config({})).not.toContain('rewrites');
  expect(config({ livePath: '/up' })).toContain("{ source: '/up', destination: '/health/live' }");
});
