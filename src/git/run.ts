import { spawnSync } from 'node:child_process';
import { gitEnvironment } from './environment.ts';

/** What one run of git gave; no code when there is no git or it was killed. */
export interface GitRun {
  readonly code: number | undefined;
  readonly out: Buffer;
  readonly err: string;
}

interface RunInput {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs git in a folder, waits for it, and never lets it ask or fetch. */
export function runGit(
  folder: string,
  words: readonly string[],
  { input = '', env = {} }: RunInput = {},
): GitRun {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...words], {
    input,
    maxBuffer: 1 << 28,
    env: { ...gitEnvironment(), GIT_NO_LAZY_FETCH: '1', ...env },
  });
  return {
    code: status ?? undefined,
    out: stdout ?? Buffer.alloc(0),
    err: (stderr ?? '').toString().trim(),
  };
}
