import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { render } from '../../src/files/render.ts';
import { starterFiles } from '../../src/files/starter/index.ts';
import type { StarterInput } from '../../src/files/starter/index.ts';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { aStarter, pnpm } from '../starter/inputs.ts';

const { checks } = aStarter();

test.each<readonly [string, StarterInput, number, string]>([
  ['npm, two databases and a cache', aStarter(), 503, 'unhealthy'],
  ['npm, no store', aStarter({ checks: [] }), 200, 'ok'],
  ['pnpm, a cache', aStarter({ checks: checks.slice(2), packageManager: pnpm }), 200, 'degraded'],
])('the starter installs, passes its own checks, and runs: %s', async (_name, input, code, status) => {
  await inTemporaryFolder(async (root) => {
    write(root, input);
    const manager = await packageManager(root, input);
    await succeeds([...manager, 'install', ...(input.packageManager.name === 'pnpm' ? ['--no-frozen-lockfile'] : ['--ignore-scripts'])], root);
    for (const script of ['typecheck', 'lint', 'test:unit', 'test:integration', 'check:circular', 'datasets:validate', 'build']) {
      await succeeds([...manager, 'run', script], root);
    }
    // What the Dockerfile does: from the lockfile, without install scripts, then without the tools.
    await succeeds([...manager, ...(input.packageManager.name === 'pnpm' ? ['install', '--frozen-lockfile'] : ['ci']), '--ignore-scripts'], root);
    await succeeds([...manager, ...(input.packageManager.name === 'pnpm' ? ['prune', '--prod'] : ['prune', '--omit=dev']), '--ignore-scripts'], root);
    await runsAndStops(root, code, status);
  });
});

test('a cycle of imports is found', async () => {
  await inTemporaryFolder(async (root) => {
    write(root, aStarter());
    writeFileSync(join(root, 'src/health/readiness.ts'), "import '../app.ts';\n");
    await succeeds(['npm', 'install', '--ignore-scripts'], root);
    expect((await run(['npm', 'run', 'check:circular'], { cwd: root })).stdout).toContain('no-cycle');
  });
});

test('without its variables the service says in one message what is missing', async () => {
  await inTemporaryFolder(async (root) => {
    write(root, aStarter());
    await succeeds(['npm', 'install', '--ignore-scripts'], root);
    await succeeds(['npm', 'run', 'build'], root);
    const { code, stderr } = await run([process.execPath, 'dist/index.js'], { cwd: root, env: { DATABASE_URL: 'hunter2', USER_DATABASE_URL: '', REDIS_URL: '' } });
    expect(code).toBe(2);
    expect(stderr.split('\n').map((line) => line.trim())).toEqual(expect.arrayContaining(['the environment has 3 problem(s):', 'USER_DATABASE_URL: is missing', 'REDIS_URL: is missing']));
    expect(stderr).not.toContain('hunter2');
  });
});

/** The service answers its probes while its stores are down, drains on SIGTERM and ends in order. */
async function runsAndStops(root: string, code: number, status: string): Promise<void> {
  const port = await freePort();
  const stores = { DATABASE_URL: 'postgres://127.0.0.1:1/a', USER_DATABASE_URL: 'postgres://127.0.0.1:1/b', REDIS_URL: 'redis://127.0.0.1:1' };
  const env = { ...process.env, ...stores, PORT: String(port), HOST: '127.0.0.1', APP_VERSION: '9.9.9', K8S_POD_NAME: 'orders-0', SHUTDOWN_DELAY_MS: '1500' };
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/index.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => lines.push(...chunk.split('\n').filter(Boolean)));
  const exit = once(child, 'exit');
  const url = `http://127.0.0.1:${String(port)}`;
  try {
    await expect.poll(() => fetch(`${url}/health/live`).then((answer) => answer.status, () => 0), { timeout: 20_000 }).toBe(200);
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([code, { status, timestamp: expect.any(String), uptime: expect.any(Number), version: '9.9.9', checks: expect.any(Array) }]);
    expect((await fetch(url)).status).toBe(200);

    child.kill('SIGTERM');
    await expect.poll(() => fetch(`${url}/health/ready`).then((answer) => answer.status), { timeout: 1000 }).toBe(503);
    expect((await fetch(url)).status).toBe(200);
    expect(await exit).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
  const request = lines.map((line) => JSON.parse(line) as Record<string, unknown>).find(({ msg }) => msg === 'request completed');
  expect(request).toMatchObject({ level: 'info', service: 'orders', version: '9.9.9', pod: 'orders-0', trace_id: expect.stringMatching(/^[0-9a-f]{32}$/), span_id: expect.stringMatching(/^[0-9a-f]{16}$/) });
}

/** The files of a new service; the tool itself stays out, because a version under test is published nowhere. */
function write(root: string, input: StarterInput): void {
  for (const spec of starterFiles(input)) {
    mkdirSync(dirname(join(root, spec.path)), { recursive: true });
    writeFileSync(join(root, spec.path), render(spec).replace(/^ *"create-gitops-service": .*\n/m, ''));
  }
}

async function packageManager(root: string, { packageManager: { name, version } }: StarterInput): Promise<readonly string[]> {
  if (name === 'npm') return ['npm'];
  const prefix = join(root, '.pnpm-tool');
  mkdirSync(prefix);
  await succeeds(['npm', 'install', '--prefix', prefix, '--ignore-scripts', `pnpm@${version}`], prefix);
  return [process.execPath, join(prefix, 'node_modules/pnpm/bin/pnpm.cjs')];
}

async function succeeds(command: readonly string[], cwd: string): Promise<void> {
  const { code, stdout, stderr } = await run(command, { cwd, env: { CI: 'true' } });
  expect(code, `${command.join(' ')}\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`).toBe(0);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
