// Regenerates the tree of every example from its config, with the sources as they are.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const jiti = join(root, 'node_modules/jiti/lib/jiti-cli.mjs');
for (const name of readdirSync(join(root, 'examples')).sort()) {
  const folder = join(root, 'examples', name);
  if (!existsSync(join(folder, '.projenrc.ts'))) continue;
  process.stdout.write(`${name}: `);
  const { status } = spawnSync(
    process.execPath,
    [jiti, join(root, 'src/cli/gitops-service.ts'), 'resync', '--take-over'],
    { cwd: folder, stdio: 'inherit' },
  );
  if (status !== 0) process.exitCode = 1;
}
