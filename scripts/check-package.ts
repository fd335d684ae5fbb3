// Judges the package as others will see it: publint and arethetypeswrong on its tarball, knip on the sources.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fs from 'fs-extra';

const folder = fs.mkdtempSync(join(tmpdir(), 'package-'));
const shell = process.platform === 'win32';

function run(title: string, command: string, ...words: readonly string[]): void {
  process.stdout.write(`\n== ${title}\n`);
  const { status } = spawnSync(command, words, { stdio: 'inherit', shell });
  if (status !== 0) process.exitCode = 1;
}

try {
  run('npm pack', 'npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const tarball = join(folder, fs.readdirSync(folder)[0] ?? '');
  run('publint', 'npx', '--no-install', 'publint', 'run', tarball, '--strict');
  // Not judged: how Node 10 and CommonJS resolve types (`require` of ES modules works from Node 20.19 on, the oldest
  // that we support), and what is data, not code.
  const exceptions = '--profile esm-only --exclude-entrypoints ./schema.json ./.jsii'.split(' ');
  run('arethetypeswrong', 'npx', '--no-install', 'attw', tarball, ...exceptions);
  run('knip', 'npx', '--no-install', 'knip');
} finally {
  fs.removeSync(folder);
}
