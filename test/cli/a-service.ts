import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { commitAll } from '../release/a-project.ts';
import { emptyFolder, run } from '../package/program.ts';

let made: string | undefined;

/** A created service of one component in a folder of its own, without git. */
export function aService(): string {
  const copy = join(emptyFolder(), 'orders');
  cpSync((made ??= create()), copy, { recursive: true, preserveTimestamps: true });
  // Where the compiled config is kept, so that not each command compiles it.
  mkdirSync(join(copy, 'node_modules'));
  return copy;
}

function create(): string {
  const folder = emptyFolder();
  expect(
    run(
      'create-gitops-service',
      [
        'orders',
        '--yes',
        '--no-install',
        '--no-git',
        '--repository',
        'https://github.com/acme/orders',
      ],
      folder,
    ),
  ).toMatchObject({ code: 0, err: '' });
  return join(folder, 'orders');
}

/** Puts a service under git and says the sha of its first commit. */
export function committed(service: string): string {
  execFileSync('git', ['init', '--quiet', service]);
  return commitAll(service);
}

/** Every entry of a folder but installed packages with its time, size and kind: whatever is written shows. */
export const listing = (folder: string): readonly string[] =>
  ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]
    .filter((name) => !name.startsWith('node_modules'))
    .sort()
    .map((name) => {
      const { ino, mtimeMs, size, mode } = lstatSync(join(folder, name));
      return [name, ino, mtimeMs, size, mode].join(' ');
    });
