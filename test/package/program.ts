import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, inject } from 'vitest';
import { startServer, type Answer, type Server } from './served.ts';

export type { Answer } from './served.ts';

type Program = 'create-gitops-service' | 'gitops-service';

let server: Server | undefined;
afterAll(() => server?.stop());

/**
 * Runs a command line of ours without a terminal and with this text on stdin. Where there is a server,
 * it answers; how a process starts and ends is only to be seen with `runProcess`.
 */
export function run(
  program: Program,
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  input: string | Buffer = '',
): Answer {
  const served = inject('served');
  if (served === undefined) return runProcess(program, words, cwd, env, { input });
  server ??= startServer(served);
  return server.ask({ program, words, cwd, env: { ...process.env, ...usual, ...env } }, input);
}

/** Runs a program of the packed tarball, a process of its own. */
export function runProcess(
  program: Program,
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  { input, ...user }: { uid?: number; gid?: number; input?: string | Buffer } = {},
): Answer {
  const file = join(inject('installed'), 'create-gitops-service', 'dist', `${program}.js`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...words], {
    ...user,
    ...(input === undefined ? {} : { input }),
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...usual, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  return { code: status, out: stdout, err: stderr };
}

const usual = { CI: '', npm_config_user_agent: '' };

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
