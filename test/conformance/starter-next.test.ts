import { chmodSync, cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nextStarterFiles } from '../../src/files/runtime/next/starter.ts';
import type { StarterInput } from '../../src/files/runtime/on-node/starter-input.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { run } from '../judges/process.ts';
import { aStarter, pnpm } from '../starter/inputs.ts';
import { packageManager, requestLine, runsAndStops, succeeds, writeFiles } from './service.ts';

const quiet = { NEXT_TELEMETRY_DISABLED: '1' };

test.each<readonly [string, StarterInput, readonly [number, string]]>([
  ['npm, two databases and a cache', aStarter(), [503, 'unhealthy']],
  [
    'pnpm, no store, metrics',
    aStarter({ checks: [], packageManager: pnpm, metricsPath: '/internal/metrics' }),
    [200, 'ok'],
  ],
])(
  'the starter installs, passes its own checks, builds, and runs from a folder that it cannot write to: %s',
  async (_name, input, ready) => {
    await inTemporaryFolder(async (root) => {
      writeFiles(root, nextStarterFiles(input));
      const manager = await packageManager(root, input);
      await succeeds(
        [
          ...manager,
          'install',
          ...(input.packageManager.name === 'pnpm'
            ? ['--no-frozen-lockfile']
            : ['--ignore-scripts']),
        ],
        root,
      );
      for (const script of [
        'typecheck',
        'lint',
        'test:unit',
        'test:integration',
        'check:circular',
        'datasets:validate',
        'build',
      ]) {
        await succeeds([...manager, 'run', script], root, quiet);
      }
      // Next.js changes a configuration that lacks something; this one lacks nothing.
      for (const { path, content } of nextStarterFiles(input)) {
        if (content.kind === 'json' && path !== 'package.json')
          expect(JSON.parse(readFileSync(join(root, path), 'utf8'))).toEqual(content.value);
      }

      // What the Dockerfile does.
      const image = join(root, '.next/standalone');
      cpSync(join(root, 'public'), join(image, 'public'), { recursive: true });
      cpSync(join(root, '.next/static'), join(image, '.next/static'), { recursive: true });
      for (const file of readdirSync(image, { recursive: true, withFileTypes: true }))
        if (file.isDirectory()) chmodSync(join(file.parentPath, file.name), 0o555);
      try {
        const lines = await runsAndStops({
          command: [process.execPath, 'server.js'],
          cwd: image,
          ready,
          metrics: input.metricsPath === '' ? undefined : input.metricsPath,
          env: { HOSTNAME: '127.0.0.1', NODE_ENV: 'production' },
          exit: 143,
        });
        const { service, pod, version } = requestLine;
        expect(lines.find(({ msg }) => msg === 'ready')).toMatchObject({ service, pod, version });
        for (const line of lines.filter(({ msg }) => msg === 'health check failed'))
          expect(line).toMatchObject({
            trace_id: requestLine.trace_id,
            span_id: requestLine.span_id,
          });
      } finally {
        for (const file of readdirSync(image, { recursive: true, withFileTypes: true }))
          if (file.isDirectory()) chmodSync(join(file.parentPath, file.name), 0o755);
      }
      if (ready[0] === 503) await refusesToStart(image);
      rmSync(join(root, '.next'), { recursive: true });
    });
  },
);

async function refusesToStart(cwd: string): Promise<void> {
  const env = { DATABASE_URL: 'hunter2', USER_DATABASE_URL: '', REDIS_URL: '', PORT: '0' };
  const { code, stderr } = await run([process.execPath, 'server.js'], { cwd, env });
  expect(code).toBe(2);
  expect(stderr.split('\n').map((line) => line.trim())).toEqual(
    expect.arrayContaining([
      'invalid environment, 3 problem(s):',
      'USER_DATABASE_URL: required',
      'REDIS_URL: required',
    ]),
  );
  expect(stderr).not.toContain('hunter2');
}
