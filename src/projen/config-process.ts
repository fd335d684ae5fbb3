import { setImmediate as nextTurn } from 'node:timers/promises';
import { workingFolder } from '../disk/working-folder.ts';
import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { noteBuiltIns, restoreBuiltIns } from './built-ins.ts';
import { configFailure, placeOf } from './config-failure.ts';
import { sendOutputToStderr } from './config-output.ts';

/** What a config does at the moment in the process that it shares with us, and could end. */
interface Run {
  readonly root: string;
  stage: 'evaluated' | 'hooks' | 'done';
  readonly reject: (error: Error) => void;
}
let run: Run | undefined;

/**
 * Evaluates a config to its end. Rejects when it throws, also in a timer or
 * a promise that nobody awaits; the working directory is the same after it.
 */
export async function evaluateConfig(root: string, work: () => Promise<unknown>): Promise<void> {
  sendOutputToStderr();
  noteBuiltIns();
  // Where nothing of ours is asked any longer, it is the config that ended the process.
  process.exitCode = 2;
  const folder = workingFolder();
  const failure = new Promise<never>((_, reject) => {
    run = { root, stage: 'evaluated', reject };
  });
  const limit = setTimeout(() => void refuseEndless(), PATIENCE_MS).unref();
  try {
    // One turn more: only then is it known whether somebody handles a rejection.
    await Promise.race([work().then(() => nextTurn()), failure]);
  } catch (error) {
    throw configFailure(root, `${paths.config} failed`, error);
  } finally {
    clearTimeout(limit);
    leaveStage(folder);
  }
}

const PATIENCE_MS = 60 * 1000;

/** Somebody who looks at it in a debugger may take their time. */
async function refuseEndless(): Promise<void> {
  const { url } = await import('node:inspector');
  if (url() !== undefined) return;
  run?.reject(
    new UserError(`${paths.config} is still being evaluated after ${PATIENCE_MS / 1000} seconds`, {
      hint: `Check what it awaits. ${openResources()}`,
    }),
  );
}

/** Runs the hooks of a config, which come after its files are written. */
export function runHooks(hooks: () => void): void {
  if (run === undefined) return hooks();
  const folder = workingFolder();
  run.stage = 'hooks';
  try {
    hooks();
  } catch (error) {
    throw configFailure(run.root, `a hook of ${paths.config} failed ${WRITTEN}`, error);
  } finally {
    leaveStage(folder);
  }
}

const WRITTEN = 'after the files were written';

function leaveStage(folder: string): void {
  if (run !== undefined) run.stage = 'done';
  process.chdir(folder);
}

/** Whether a config has run in this process, so that it may still be at work. */
export const hasRunConfig = (): boolean => run !== undefined;

/**
 * The error of a config for what nobody caught, and no error where none has run:
 * then it is ours. One that is being evaluated is given up, and whoever waits for it gets the error.
 */
export function uncaughtByConfig(thrown: unknown): Error | undefined {
  if (run === undefined) return undefined;
  const when = run.stage === 'evaluated' ? '' : ' after synth()';
  const error = configFailure(run.root, `${paths.config} failed${when}`, thrown);
  if (run.stage === 'evaluated') run.reject(error);
  return error;
}

/** The error of a config that ends the process; `at` is an error that was made at that moment. */
export function endedByConfig(at: Error): UserError | undefined {
  if (run === undefined) return undefined;
  const [who, when] = {
    evaluated: [paths.config, 'before it was evaluated to its end'],
    hooks: [`a hook of ${paths.config}`, WRITTEN],
    done: [paths.config, 'after synth()'],
  }[run.stage];
  return new UserError(`${who} ended the process ${when}`, {
    hint: ['It must not call process.exit().', placeOf(at, run.root)].join(' '),
  });
}

/**
 * The error of a config that changed what JavaScript or Node.js bring along, which is put back: whatever
 * failed meanwhile, `failed` says what, may have failed for that. None where nothing is changed.
 */
export function brokenByConfig(failed: () => string): UserError | undefined {
  const changed = restoreBuiltIns();
  if (run === undefined || changed.length === 0) return undefined;
  const names = changed.slice(0, 5).join(', ') + (changed.length > 5 ? ' and others' : '');
  return new UserError(
    `${paths.config}, or what it imports, changed what JavaScript or Node.js bring along: ${names}`,
    { hint: `Leave that as it is: no program works without it. What failed: ${failed()}` },
  );
}

/** The error of a config that waits for something although nothing is left that could happen. */
export const stuckConfig = (): UserError | undefined =>
  run?.stage === 'evaluated'
    ? new UserError(`${paths.config} awaits something that never happens`, {
        hint: 'Check each "await" in it and in what it imports: one of these promises never settles.',
      })
    : undefined;

/** The error of a config that does not come to rest after its service is defined. */
export const restlessConfig = (seconds: number): UserError =>
  new UserError(`${paths.config} keeps the process alive ${seconds} seconds after synth()`, {
    hint: `Close what it opens: timers, servers, watchers, connections. ${openResources()}`,
  });

const openResources = (): string =>
  `Open: ${[...new Set(process.getActiveResourcesInfo())].join(', ') || 'unknown'}.`;
