import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { starterFiles } from '../../src/files/runtime/node/starter.ts';
import { tool } from '../judges/install.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { sampleOf } from '../sample.ts';
import { aStarter } from '../starter/inputs.ts';
import { freePort, succeeds, writeFiles } from './service.ts';

/** Times that of `node -e 0`. Some 12 are usual, 18 on Node 20; a shutdown that waits for five seconds takes 100. */
const limit = 60;

test.each(sampleOf(['node-20', 'node-24'] as const, 1))(
  'with %s a save is answered by the new code soon, however the editor writes it',
  async (name) => {
    await inTemporaryFolder(async (root) => {
      writeFiles(root, starterFiles(aStarter({ checks: [] })));
      await succeeds(['npm', 'install', '--ignore-scripts'], root);
      const [node = ''] = tool(name);
      const port = await freePort();
      const server = spawn('npm', ['run', 'dev'], {
        cwd: root,
        detached: true,
        stdio: 'ignore',
        env: {
          ...process.env,
          HOST: '127.0.0.1',
          PORT: String(port),
          PATH: [dirname(node), process.env['PATH'] ?? ''].join(delimiter),
        },
      });
      const ended = once(server, 'exit');
      try {
        await answers(port, 'orders');
        const source = join(root, 'src/app.ts');
        const ways = [inPlace, byReplacing, byReplacing, inPlace];
        const text = readFileSync(source, 'utf8');
        const times: number[] = [];
        for (const [index, save] of ways.entries()) {
          const bare = timeOf(() => spawnSync(node, ['-e', '0']));
          const word = `saved-${String(index)}`;
          const start = performance.now();
          save(source, text.replace("service: 'orders'", `service: '${word}'`));
          await answers(port, word);
          times.push((performance.now() - start) / bare);
        }
        const shown = times.map((time) => time.toFixed(1)).join(', ');
        process.stdout.write(`${name}: a save is answered after ${shown} × node -e 0\n`);
        expect(Math.min(...times)).toBeLessThan(limit);
      } finally {
        process.kill(-(server.pid ?? expect.fail('it was not started')), 'SIGINT');
        await ended;
      }
    });
  },
);

const inPlace = (path: string, text: string): void => writeFileSync(path, text);

/** As vim and the editors of JetBrains do. */
function byReplacing(path: string, text: string): void {
  writeFileSync(`${path}~`, text);
  renameSync(`${path}~`, path);
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Waits until the service says its name. */
const answers = (port: number, name: string): Promise<void> =>
  expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${String(port)}/`).then(
          (answer) => answer.text(),
          () => '',
        ),
      { timeout: 120_000, interval: 5 },
    )
    .toContain(`"service":"${name}"`);
