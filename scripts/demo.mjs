// Makes a complete service in demo/ (or demo-2/, demo-3/, …) with the built program.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const program = join(root, 'dist/create-gitops-service.js');
let folder = 'demo';
for (let number = 2; existsSync(join(root, folder, 'orders')); number += 1)
  folder = `demo-${number}`;
const { status } = spawnSync(
  process.execPath,
  [
    program,
    'create',
    `${folder}/orders`,
    '--yes',
    '--no-install',
    '--store',
    'postgres',
    '--store',
    'redis',
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 70;
