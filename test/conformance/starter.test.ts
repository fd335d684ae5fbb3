import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { starterFiles } from '../../src/files/runtime/node/starter.ts';
import type { StarterInput } from '../../src/files/runtime/on-node/starter-input.ts';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { aStarter, pnpm } from '../starter/inputs.ts';
import { packageManager, requestLine, runsAndStops, succeeds, writeFiles } from './service.ts';

const { checks } = aStarter();

test.each<readonly [string, StarterInput, number, string]>([
  ['npm, two databases and a cache', aStarter(), 503, 'unhealthy'],
  ['npm, no store, metrics', aStarter({ checks: [], metricsPath: '/internal/metrics' }), 200, 'ok'],
  ['pnpm, a cache', aStarter({ checks: checks.slice(2), packageManager: pnpm }), 200, 'degraded'],
])(
  'the starter installs, passes its own checks, and runs: %s',
  async (_name, input, code, status) => {
    await inTemporaryFolder(async (root) => {
      writeFiles(root, starterFiles(input));
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
        await succeeds([...manager, 'run', script], root);
      }
      // What the Dockerfile does: from the lockfile, without install scripts, then without the tools.
      await succeeds(
        [
          ...manager,
          ...(input.packageManager.name === 'pnpm' ? ['install', '--frozen-lockfile'] : ['ci']),
          '--ignore-scripts',
        ],
        root,
      );
      await succeeds(
        [
          ...manager,
          ...(input.packageManager.name === 'pnpm' ? ['prune', '--prod'] : ['prune', '--omit=dev']),
          '--ignore-scripts',
        ],
        root,
      );
      const lines = await runsAndStops({
        command: [process.execPath, '--enable-source-maps', 'dist/index.js'],
        cwd: root,
        ready: [code, status],
        metrics: input.metricsPath === '' ? undefined : input.metricsPath,
      });
      expect(lines.find(({ msg }) => msg === requestLine.msg)).toMatchObject(requestLine);
    });
  },
);

test('a cycle of imports is found', async () => {
  await inTemporaryFolder(async (root) => {
    writeFiles(root, starterFiles(aStarter()));
    writeFileSync(join(root, 'src/health/readiness.ts'), "import '../app.ts';\n");
    await succeeds(['npm', 'install', '--ignore-scripts'], root);
    expect((await run(['npm', 'run', 'check:circular'], { cwd: root })).stdout).toContain(
      'no-cycle',
    );
  });
});

test('without its variables the service says in one message what is missing', async () => {
  await inTemporaryFolder(async (root) => {
    writeFiles(root, starterFiles(aStarter()));
    await succeeds(['npm', 'install', '--ignore-scripts'], root);
    await succeeds(['npm', 'run', 'build'], root);
    const { code, stderr } = await run([process.execPath, 'dist/index.js'], {
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
