import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { UserError } from '../errors.ts';
import { NOT_INSTALLED, reasonIn, unknown } from './answer.ts';
import type { Unknown } from './answer.ts';
import { ASKING, gitEnvironment } from './environment.ts';
import { noResponse, reasonOf } from './run.ts';

/** A folder of a git repository, and how git is called there. */
export interface Repository {
  readonly folder: string;
  /** Seconds after which one call of git is given up. */
  readonly seconds: number;
  /** Stops the running call; it then fails with exit code 130. */
  readonly signal?: AbortSignal | undefined;
}

/** What one call gave; unknown when git never ran or did not come to its end. */
export type GitAnswer = EndedCall | Unknown;

/** What git said; an address or a header in `err` carries no credentials. */
export interface EndedCall {
  readonly kind: 'ended';
  /** Git's own exit code. */
  readonly code: number;
  readonly out: string;
  /** `out` before it was read as text. */
  readonly bytes: Buffer;
  readonly err: string;
}

interface GitInput {
  readonly input?: string | Buffer;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs git in a repository, without a terminal to ask at and without hooks. */
export function git(
  { folder, seconds, signal }: Repository,
  words: readonly string[],
  { input = '', environment = {} }: GitInput = {},
): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(stopError());
    // A group of its own: its helpers (ssh, remote-https) end with it, and none of them has a terminal.
    const child = spawn('git', ['-C', folder, ...ASKING, ...words], {
      env: { ...gitEnvironment(), ...environment },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let timedOut = false;
    const stop = (): void => {
      endGroup(child);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, seconds * 1000);
    signal?.addEventListener('abort', stop);
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.on('error', ignoreClosedPipe);
    child.stdin.end(input);
    const settle = (answer: GitAnswer): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted === true) reject(stopError());
      else resolve(timedOut ? unknown(noResponse(seconds)) : answer);
    };
    child.on('error', (error) => {
      settle(unknown(reasonOf(error, { seconds, signal: null })));
    });
    child.on('close', (code, killedBy) => {
      if (code === null) return settle(unknown(reasonOf(undefined, { seconds, signal: killedBy })));
      const bytes = Buffer.concat(out);
      const said = withoutSecrets(Buffer.concat(err).toString()).trim();
      settle({ kind: 'ended', code, bytes, out: bytes.toString(), err: said });
    });
  });
}

type GitWork = GitInput & {
  /** For the refusal: what git could not do. */
  readonly what: string;
};

/** What git printed; a failure is a refusal that says what could not be done. */
export const requireGit = async (
  repository: Repository,
  words: readonly string[],
  work: GitWork,
): Promise<string> => (await requireGitBytes(repository, words, work)).toString().trim();

/** As `requireGit`, with every byte as it is. */
export async function requireGitBytes(
  repository: Repository,
  words: readonly string[],
  { what, ...input }: GitWork,
): Promise<Buffer> {
  const answer = await git(repository, words, input);
  if (answer.kind === 'ended' && answer.code === 0) return answer.bytes;
  const reason = answer.kind === 'unknown' ? answer.reason : answer.err || reasonIn('');
  if (reason === NOT_INSTALLED)
    throw new UserError(NOT_INSTALLED, { hint: 'Install git and try again.' });
  throw new UserError(`git could not ${what}: ${reason}`, {
    exitCode: 3,
    hint: 'Nothing was pushed. Fix the git error above, then try again.',
  });
}

/** The text without passwords and tokens of addresses and headers. */
export const withoutSecrets = (text: string): string =>
  text
    .replaceAll(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s'"]+@/gi, '$1')
    .replaceAll(/([?&][a-z_]*token=)[^&\s'"]+/gi, '$1…')
    .replaceAll(/(authorization:)[^\n]*/gi, '$1 …');

const stopError = (): UserError => new UserError('stopped', { exitCode: 130 });

/** Lets a process group remove its lock files, and then ends what still runs. */
function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  setTimeout(() => {
    signalGroup(child, 'SIGKILL');
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, 1000).unref();
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function ignoreClosedPipe(error: Error): void {
  if (!('code' in error && error.code === 'EPIPE')) throw error;
}
