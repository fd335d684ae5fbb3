import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';

const root = join(import.meta.dirname, '../..');
const command = [
  process.execPath,
  join(root, 'node_modules/jiti/lib/jiti-cli.mjs'),
  join(root, 'test/judges/install.ts'),
];

test('without Go, the installer says in one line how to get it', async () => {
  await inTemporaryFolder(async (folder) => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, 'node'));
    const env = { PATH: bin, CREATE_GITOPS_SERVICE_CACHE: join(folder, 'cache') };
    const { code, stderr } = await run(command, { env });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/^Go .* get it from /)]);
  });
});

test('with a warm cache, the installer installs nothing', async () => {
  const { code, stdout } = await run(command, {});
  expect(code).toBe(0);
  expect(
    stdout
      .trim()
      .split('\n')
      .filter((line) => !line.endsWith('in the cache')),
  ).toEqual([]);
});
