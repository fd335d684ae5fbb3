// Grows the tree of every example anew from its config, with the sources as they are.
// Sample files are written too, so a change of theirs shows up in the diff like any other.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fs from 'fs-extra';
import { ownFiles } from './own-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const jiti = join(root, 'node_modules/jiti/lib/jiti-cli.mjs');
const program = join(root, 'src/cli/gitops-service.ts');

for (const [name, own] of Object.entries(ownFiles)) {
  const example = join(root, 'examples', name);
  const grown = fs.mkdtempSync(join(tmpdir(), 'example-'));
  fs.copySync(join(example, '.projenrc.ts'), join(grown, '.projenrc.ts'));
  const { status } = spawnSync(process.execPath, [jiti, program, 'resync'], {
    cwd: grown,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0) replaceFiles(example, grown, own);
  else process.exitCode = 1;
  process.stdout.write(`${name}: ${status === 0 ? 'grown' : 'failed'}\n`);
  fs.removeSync(grown);
}

/** Makes the example what has grown; files that people own stay. */
function replaceFiles(example: string, grown: string, own: readonly string[]): void {
  const isOwn = (path: string): boolean => own.includes(path.replaceAll('\\', '/'));
  for (const path of filesBelow(example).filter((known) => !isOwn(known)))
    if (!fs.existsSync(join(grown, path))) fs.removeSync(join(example, path));
  fs.copySync(grown, example, { filter: (path) => !isOwn(relative(grown, path)) });
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
