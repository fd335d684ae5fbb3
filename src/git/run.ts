import { spawnSync } from 'node:child_process';
import { NOT_INSTALLED, reasonIn, unknown } from './answer.ts';
import type { Unknown } from './answer.ts';
import { ASKING, gitEnvironment } from './environment.ts';

/** What one run of git gave; unknown when it never ran or did not come to its end. */
export type GitRun = EndedRun | Unknown;

/** A run that came to its end, with git's own exit code. */
export interface EndedRun {
  readonly kind: 'ended';
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

interface RunInput {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Seconds after which the call is given up. */
  readonly seconds?: number;
}

/** Runs git in a folder, waits for it, and never lets it ask or fetch. */
export function runGit(
  folder: string,
  words: readonly string[],
  { input = '', env = {}, seconds = 120 }: RunInput = {},
): GitRun {
  const { status, signal, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...words], {
    input,
    maxBuffer: 1 << 28,
    env: { ...gitEnvironment(), GIT_NO_LAZY_FETCH: '1', ...env },
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
  });
  if (status === null) return unknown(reasonOf(error, { seconds, signal }));
  return { kind: 'ended', code: status, out: stdout, err: stderr.toString().trim() };
}

/** As `runGit`, for a question: nothing that the repository configures runs with it. */
export const askGit = (folder: string, words: readonly string[], input: RunInput = {}): GitRun =>
  runGit(folder, [...ASKING, ...words], input);

/** Whether a run came to an end that is an answer: with 0, or with one of these codes. */
export const isDone = <Ended extends { readonly kind: 'ended'; readonly code: number }>(
  run: Ended | Unknown,
  ...codes: readonly number[]
): run is Ended => run.kind === 'ended' && (codes.length === 0 ? [0] : codes).includes(run.code);

/** Why a run that is no answer is none. */
export const failureOf = (
  run: { readonly kind: 'ended'; readonly err: string } | Unknown,
): Unknown => (run.kind === 'unknown' ? run : unknown(reasonIn(run.err)));

/** Why a run gave no exit code. */
export function reasonOf(
  error: Error | undefined,
  { seconds, signal }: { readonly seconds: number; readonly signal: NodeJS.Signals | null },
): string {
  const code = error !== undefined && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return NOT_INSTALLED;
  if (code === 'ETIMEDOUT') return noResponse(seconds);
  // What was written to it found nobody: that says less than its signal.
  if (error !== undefined && (code !== 'EPIPE' || signal === null))
    return `git cannot be run: ${error.message}`;
  return `git was stopped by ${String(signal)}`;
}

/** What is said of a git that does not come to an end. */
export const noResponse = (seconds: number): string =>
  `no response within ${String(seconds)} seconds`;
