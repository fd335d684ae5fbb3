import { InternalError, type UserError } from '../errors.ts';
import {
  brokenByConfig,
  endedByConfig,
  hasRunConfig,
  restlessConfig,
  stuckConfig,
  uncaughtByConfig,
} from '../projen/config-process.ts';
import type { Outcome } from './command.ts';
import { isStillRead } from './output.ts';

/** How a command line ends: in an outcome, or in an error, which can come when all its work is done. */
export type Ending =
  | { readonly outcome: Outcome }
  | { readonly error: unknown; readonly isComplete?: boolean };

/**
 * Takes over how this process ends: every way leads to `tellOrThrow`, which says the ending and
 * answers the exit code, and no other code leaves the process. Hand the ending of the command
 * line to the result; it is told when the config has come to rest.
 */
export function takeOverExit(tellOrThrow: (ending: Ending) => number): (ending: Ending) => void {
  const exit = process.exit.bind(process);
  const reallyExit = Reflect.get(process, 'reallyExit') as (code: number) => void;
  let code: number | undefined;
  let answer: Ending | undefined;
  let failure: Ending | undefined;

  const tell = (ending: Ending): number => {
    try {
      return tellOrThrow(ending);
    } catch (error) {
      // A config has broken what we would say it with: with all as it was, once more, or it would never end.
      return tellBroken(brokenByConfig(() => String(error)));
    }
  };
  const tellBroken = (error: UserError | undefined): number => {
    const last = error === undefined ? 70 : error.exitCode;
    try {
      if (error !== undefined) return tellOrThrow({ error });
    } catch {
      // There is nothing left to say it with.
    }
    reallyExit.call(process, last);
    return last;
  };
  const end = (ending: Ending): void => {
    code ??= tell(ending);
    try {
      exit(code);
    } catch (error) {
      // Somebody who listens to "exit" has thrown.
      code = tell({ error: uncaughtByConfig(error) ?? error });
      reallyExit.call(process, code);
    }
  };
  const failureOf = (error: unknown): Ending => ({ error, isComplete: answer !== undefined });
  const endAtRest = (ending: Ending): void => {
    answer = ending;
    const limit = (): void => {
      // What a config has printed may be read slowly.
      if (isStillRead()) setTimeout(limit, PATIENCE_MS).unref();
      else end(failureOf(restlessConfig(PATIENCE_MS / 1000)));
    };
    setTimeout(limit, PATIENCE_MS).unref();
  };

  // Until there is an ending, the process has failed.
  process.exitCode = 70;
  const uncaught = (thrown: unknown): void => {
    const error = uncaughtByConfig(thrown);
    failure ??= failureOf(error ?? thrown);
    // A command that is at work is not interrupted.
    if (error === undefined || answer !== undefined) end(failure);
  };
  listenForGood({
    beforeExit: () =>
      end(failure ?? answer ?? { error: stuckConfig() ?? new InternalError('nothing left to do') }),
    uncaughtException: uncaught,
    unhandledRejection: uncaught,
  });
  // What process.exit() calls, after those who listen to "exit" and may change the code.
  for (const name of ['reallyExit', 'abort', 'execve'].filter((known) => known in process))
    Reflect.set(process, name, () => {
      code ??= tell(
        failureOf(endedByConfig(new Error('exit')) ?? new InternalError('ended too early')),
      );
      reallyExit.call(process, code);
    });
  return (ending) => {
    if ('error' in ending || !hasRunConfig()) end(ending);
    else if (failure !== undefined) end(failure);
    else endAtRest(ending);
  };
}

/** Listens to events of the process in a way that `removeAllListeners` does not end. */
function listenForGood(listeners: Readonly<Record<string, (value: unknown) => void>>): void {
  const emit = Reflect.get(process, 'emit') as (...words: readonly unknown[]) => boolean;
  Reflect.set(process, 'emit', (event: unknown, ...values: readonly unknown[]) => {
    const listener = typeof event === 'string' ? listeners[event] : undefined;
    listener?.(values[0]);
    return emit.call(process, event, ...values) || listener !== undefined;
  });
}

const PATIENCE_MS = 10 * 1000;
