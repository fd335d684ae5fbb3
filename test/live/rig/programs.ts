import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { environmentOf, logOf, type Rig } from './rig.ts';

/** A program that was started and goes on. */
export interface Program {
  readonly name: string;
  /** Ends it, the hard way where it must be: a scenario that kills a controller wants that. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a program of the rig by its file name; its log is `log/<name>.log`. */
export function startProgram(
  rig: Rig,
  name: string,
  [file = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  const path = logOf(rig, name);
  mkdirSync(dirname(path), { recursive: true });
  const log = openSync(path, 'a');
  const child = spawn(file.includes('/') ? file : pathOf(rig, file), args, {
    env: { ...process.env, ...environmentOf(rig), ...env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    name,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** A program that was built for the rig, or one of the machine. */
const pathOf = (rig: Rig, file: string): string =>
  ['node', 'unshare', 'git'].includes(file) ? file : join(rig.programs, file);

/** A busy machine takes its time. Where a planted fault must fail, nobody waits for more. */
const patience = process.env['LIVE_PROVE'] === 'true' ? 1 : 3;

/**
 * Asks again until `probe` gives something, and gives that. A scenario waits
 * for conditions, never for seconds; what does not come within thrice
 * `seconds` is an error that says what was waited for and what was there instead.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  { seconds = 60, state }: { seconds?: number; state?: () => Promise<string> } = {},
): Promise<T> {
  const limit = seconds * patience;
  const end = performance.now() + limit * 1000;
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 500)) {
    const found = await probe();
    if (found !== undefined) return found;
    if (performance.now() > end) {
      const instead = state === undefined ? '' : `\n${await state()}`;
      throw new Error(`${what}: not within ${String(limit)} s${instead}`);
    }
    await wait(pause);
  }
}

/** The last lines of a program's log, each cut to a readable length, for a failure that has to be understood. */
export const lastLines = (rig: Rig, program: string, count = 40): string =>
  readFileSync(logOf(rig, program), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => line.slice(0, 300))
    .join('\n');
