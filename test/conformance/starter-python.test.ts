import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonStarterFiles } from '../../src/files/runtime/python/starter.ts';
import type { PythonStarterInput } from '../../src/files/runtime/python/starter.ts';
import { tool } from '../judges/install.ts';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { aPythonComponent, aPythonStarter } from '../starter/inputs.ts';
import { requestLine, runsAndStops, succeeds, writeFiles } from './service.ts';

const known = ['3.11', '3.12', '3.13', '3.14'] as const;
const checks = [
  'mypy',
  'ruff check',
  'ruff format --check',
  'pytest tests/unit',
  'pytest tests/integration',
  'python scripts/datasets_validate.py',
];

test('uv: two components of one folder pass checks and run; without its stores one is unhealthy', async () => {
  await inTemporaryFolder(async (root) => {
    const [first, second] = aPythonStarter().components;
    await written(
      root,
      aPythonStarter({
        components: [
          first,
          ...(second === undefined ? [] : [{ ...second, metricsPath: '/metrics' }]),
        ],
      }),
    );
    const uv = (...args: readonly string[]) =>
      succeeds([...tool('uv'), ...args], root, { UV_PYTHON_DOWNLOADS: 'never' });
    await uv('lock');
    await uv('sync', '--locked');
    for (const check of checks) await succeeds([...inVenv(root, check)], root);
    // What the Dockerfile does: locked, without the tools, compiled.
    rmSync(join(root, '.venv'), { recursive: true });
    await uv('sync', '--locked', '--no-dev', '--no-install-project');
    await succeeds(inVenv(root, 'python -m compileall -q app'), root);
    await answers(root, 'app.main', [503, 'unhealthy']);
    await answers(root, 'app.mcp_main', [200, 'ok'], '/metrics');
  });
});

test('pip: a component with a cache installs from hashes, passes checks, and runs degraded without it', async () => {
  await inTemporaryFolder(async (root) => {
    const { checks: stores, ...component } = aPythonComponent();
    await written(
      root,
      aPythonStarter({
        toolchain: { version: '3.13', packageManager: 'pip' },
        components: [{ ...component, checks: stores.slice(2) }],
      }),
    );
    // Writes what pip-compile writes, in seconds.
    const compile = [
      ...tool('uv'),
      'pip',
      'compile',
      '--quiet',
      '--generate-hashes',
      '--no-annotate',
    ];
    await succeeds([...compile, '--output-file', 'requirements.txt', 'pyproject.toml'], root);
    await succeeds(
      [...compile, '--extra', 'dev', '--output-file', 'requirements-dev.txt', 'pyproject.toml'],
      root,
    );
    await installed(root, 'requirements-dev.txt');
    for (const check of checks) await succeeds([...inVenv(root, check)], root);
    rmSync(join(root, '.venv'), { recursive: true });
    await installed(root, 'requirements.txt');
    await answers(root, 'app.main', [200, 'degraded']);
  });
});

test('without its variables the service says in one message what is missing', async () => {
  await inTemporaryFolder(async (root) => {
    await written(root, aPythonStarter());
    await succeeds([...tool('uv'), 'sync', '--no-dev'], root, { UV_PYTHON_DOWNLOADS: 'never' });
    const { code, stderr } = await run(inVenv(root, 'python -m app.main'), {
      cwd: root,
      env: { DATABASE_URL: 'hunter2', USER_DATABASE_URL: '', REDIS_URL: '' },
    });
    expect(code).toBe(2);
    expect(stderr.split('\n').map((line) => line.trim())).toEqual(
      expect.arrayContaining([
        'invalid environment, 3 problem(s):',
        'USER_DATABASE_URL: required',
        'REDIS_URL: required',
      ]),
    );
    expect(stderr).not.toContain('hunter2');
  });
});

test.each([
  ['good.json', '{"a":1}', ''],
  ['bad.json', '{"a":1', 'bad.json: '],
  ['good.csv', 'id,name\r\n1,"a, ""b""\nc"\r\n', ''],
  ['short.csv', 'id,name\n1\n', 'short.csv: row 2 has 1 columns, the header has 2'],
  ['open.csv', 'id,name\n1,"a\n', 'open.csv: '],
  ['twice.csv', 'id,id\n', 'twice.csv: two columns have the same name'],
  ['empty.csv', '', 'empty.csv: it is empty'],
])('the data check reads %s', async (name, content, problem) => {
  await inTemporaryFolder(async (root) => {
    await written(root, aPythonStarter());
    mkdirSync(join(root, 'datasets/deep'));
    writeFileSync(join(root, 'datasets/deep', name), content);
    const { code, stderr } = await run(['python3', 'scripts/datasets_validate.py'], { cwd: root });
    expect(stderr).toContain(problem);
    expect(code).toBe(problem === '' ? 0 : 1);
  });
});

/** The starter for the Python of this machine. */
async function written(root: string, input: PythonStarterInput): Promise<void> {
  const { stdout } = await run([
    'python3',
    '-c',
    'import sys; print("%d.%d" % sys.version_info[:2])',
  ]);
  const version = known.find((one) => one === stdout.trim());
  if (version === undefined)
    throw new Error(`python3 is ${stdout.trim()}: put one of ${known.join(', ')} on the PATH`);
  writeFiles(root, pythonStarterFiles({ ...input, toolchain: { ...input.toolchain, version } }));
}

async function installed(root: string, requirements: string): Promise<void> {
  await succeeds(['python3', '-m', 'venv', '--without-pip', '.venv'], root);
  await succeeds(
    [
      'python3',
      '-m',
      'pip',
      '--python',
      '.venv/bin/python',
      'install',
      '--quiet',
      '--require-hashes',
      '--no-deps',
      '--requirement',
      requirements,
    ],
    root,
  );
}

async function answers(
  root: string,
  module: string,
  ready: readonly [number, string],
  metrics?: string,
): Promise<void> {
  // The lines of a container whose files cannot be written.
  const lines = await runsAndStops({
    command: [join(root, '.venv/bin/python'), '-m', module],
    cwd: root,
    ready,
    metrics,
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect(lines.find(({ msg }) => msg === requestLine.msg)).toMatchObject({
    ...requestLine,
    service: module === 'app.main' ? 'orders' : 'orders-mcp',
  });
}

const inVenv = (root: string, command: string): readonly string[] => {
  const [program = '', ...args] = command.split(' ');
  return [join(root, '.venv/bin', program), ...args];
};
