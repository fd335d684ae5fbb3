import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { inject } from 'vitest';

export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of the packed tarball without a terminal and with a closed stdin. */
export function run(
  program: 'create-gitops-service' | 'gitops-service',
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  user: { readonly uid?: number; readonly gid?: number } = {},
): Answer {
  const file = join(inject('installed'), 'create-gitops-service', 'dist', `${program}.js`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...words], {
    ...user,
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CI: '', npm_config_user_agent: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { code: status, out: stdout, err: stderr };
}

/** An empty folder. */
export const emptyFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'service-')));

/** Every file of a folder but git's own, as one reads it from outside: inode, time and bytes. */
export function filesOf(
  root: string,
): Map<string, { readonly inode: number; readonly time: number; readonly text: string }> {
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const kept = names
    .filter((name) => !/(^|\/)(\.git|node_modules)\//.test(relative(root, name)))
    .sort();
  return new Map(
    kept.map((name) => {
      const { ino, mtimeMs } = lstatSync(name);
      return [
        relative(root, name),
        { inode: ino, time: mtimeMs, text: readFileSync(name, 'utf8') },
      ];
    }),
  );
}
