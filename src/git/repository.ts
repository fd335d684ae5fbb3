import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { UserError } from '../errors.ts';
import { NOT_INSTALLED } from './answer.ts';
import { gitEnvironment } from './environment.ts';

/** A folder of a git repository, and how git is called there. */
export interface Repository {
  readonly folder: string;
  /** Seconds after which one call of git is given up. */
  readonly seconds: number;
  /** Stops the running call; it then fails with exit code 130. */
  readonly signal?: AbortSignal | undefined;
}

/** What git said; an address or a header in `err` carries no credentials. */
export interface GitAnswer {
  /** git's own exit code, or one of `gitCodes`. */
  readonly code: number;
  readonly out: string;
  /** `out` before it was read as text. */
  readonly bytes: Buffer;
  readonly err: string;
}

/** Exit codes beside git's own, as shells give them. */
export const gitCodes = { timedOut: 124, notInstalled: 127 } as const;

interface GitInput {
  readonly input?: string | Buffer;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs git in a repository, without a terminal to ask at. */
export function git(
  { folder, seconds, signal }: Repository,
  words: readonly string[],
  { input = '', environment = {} }: GitInput = {},
): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(stopError());
    // A group of its own: its helpers (ssh, remote-https) end with it, and none of them has a terminal.
    const child = spawn('git', ['-C', folder, ...words], {
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
    const settle = (code: number, message = ''): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted === true) reject(stopError());
      else
        resolve({
          code: timedOut ? gitCodes.timedOut : code,
          bytes: Buffer.concat(out),
          out: Buffer.concat(out).toString(),
          err: withoutSecrets(message || Buffer.concat(err).toString()).trim(),
        });
    };
    child.on('error', (error) => {
      settle(gitCodes.notInstalled, error.message);
    });
    child.on('close', (code) => {
      settle(code ?? 128);
    });
  });
}

/** What git printed, without the line break at its end; nothing when it failed. */
export async function gitText(
  repository: Repository,
  words: readonly string[],
): Promise<string | undefined> {
  const { code, out } = await git(repository, words);
  return code === 0 ? out.replace(/\n$/, '') : undefined;
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
  const { code, bytes, err } = await git(repository, words, input);
  if (code === 0) return bytes;
  if (code === gitCodes.notInstalled)
    throw new UserError(NOT_INSTALLED, { hint: 'Install git and try again.' });
  throw new UserError(
    `git could not ${what}: ` +
      `${code === gitCodes.timedOut ? `no response within ${String(repository.seconds)} seconds` : err}`,
    { exitCode: 3, hint: 'Nothing was pushed. Fix the git error above, then try again.' },
  );
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
