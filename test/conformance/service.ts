import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { render } from '../../src/render/render.ts';
import type { FileSpec } from '../../src/render/spec.ts';
import type { StarterInput } from '../../src/files/runtime/on-node/starter-input.ts';
import { run } from '../judges/process.ts';

/** A started service, and what it must answer with all of its stores down. */
export interface Started {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  /** HTTP status and status word of readiness. */
  readonly ready: readonly [number, string];
  /** Where it answers Prometheus. */
  readonly metrics?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit code after SIGTERM. */
  readonly exit?: number;
}

/**
 * The service answers its probes while its stores are down, drains on
 * SIGTERM and ends in order. Gives the objects that it logged.
 */
export async function runsAndStops({
  command: [program, ...args],
  cwd,
  ready: [code, status],
  metrics,
  env = {},
  exit: exitCode = 0,
}: Started): Promise<readonly Record<string, unknown>[]> {
  const port = String(await freePort());
  const stores = {
    DATABASE_URL: 'postgres://127.0.0.1:1/a',
    USER_DATABASE_URL: 'postgres://127.0.0.1:1/b',
    REDIS_URL: 'redis://127.0.0.1:1',
  };
  const all = {
    ...process.env,
    ...stores,
    PORT: port,
    HOST: '127.0.0.1',
    APP_VERSION: '9.9.9',
    K8S_POD_NAME: 'orders-0',
    SHUTDOWN_DELAY_MS: '1500',
    ...env,
  };
  const child = spawn(program, args, { cwd, env: all, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  const exit = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  try {
    await expect
      .poll(
        () =>
          fetch(`${url}/health/live`).then(
            (answer) => answer.status,
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBe(200);
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      code,
      {
        status,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        uptime: expect.any(Number),
        version: '9.9.9',
        checks: expect.any(Array),
      },
    ]);
    expect((await fetch(url)).status).toBe(200);
    if (metrics !== undefined) await counts(url, metrics);

    child.kill('SIGTERM');
    await expect
      .poll(
        () =>
          fetch(`${url}/health/ready`).then(async (answer) => [
            answer.status,
            ((await answer.json()) as { checks: unknown[] }).checks,
          ]),
        { timeout: 1000 },
      )
      .toEqual([503, []]);
    expect((await fetch(url)).status).toBe(200);
    expect(await exit).toEqual([exitCode, null]);
  } finally {
    child.kill('SIGKILL');
  }
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The metrics that alerts and dashboards read. */
async function counts(url: string, path: string): Promise<void> {
  await fetch(`${url}/nowhere`);
  const text = await (await fetch(`${url}${path}`)).text();
  expect(text).toMatch(/^http_requests_total\{method="GET",status="200"\} 1(\.0)?$/m);
  expect(text).toMatch(/^http_requests_total\{method="GET",status="404"\} 1(\.0)?$/m);
  expect(text).toMatch(
    /^http_request_duration_seconds_bucket\{(le="\+Inf",)?method="GET",status="200"(,le="\+Inf")?\} 1(\.0)?$/m,
  );
  expect(text).toMatch(/^process_(cpu_user_seconds|cpu_seconds)_total /m);
}

/** What a line about a request says in every language. */
export const requestLine = {
  level: 'info',
  msg: 'request completed',
  service: 'orders',
  version: '9.9.9',
  pod: 'orders-0',
  trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
  span_id: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
};

/** The files of a new service; the tool itself stays out, because a version under test is published nowhere. */
export function writeFiles(root: string, specs: readonly FileSpec[]): void {
  for (const spec of specs) {
    mkdirSync(dirname(join(root, spec.path)), { recursive: true });
    writeFileSync(
      join(root, spec.path),
      render(spec).replace(/^ *"create-gitops-service": .*\n/m, ''),
    );
  }
}

/** Runs a program that must end well. */
export async function succeeds(
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, stdout, stderr } = await run(command, { cwd, env: { CI: 'true', ...env } });
  expect(code, `${command.join(' ')}\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`).toBe(0);
  return stdout;
}

/** The command of a package manager: npm itself, or the pnpm that the service pins. */
export async function packageManager(
  root: string,
  { packageManager: { name, version } }: StarterInput,
): Promise<readonly string[]> {
  if (name === 'npm') return ['npm'];
  const prefix = join(root, '.pnpm-tool');
  mkdirSync(prefix);
  await succeeds(
    ['npm', 'install', '--prefix', prefix, '--ignore-scripts', `pnpm@${version}`],
    prefix,
  );
  return [process.execPath, join(prefix, 'node_modules/pnpm/bin/pnpm.cjs')];
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
