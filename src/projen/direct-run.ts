import { join, resolve } from 'node:path';
import { STDERR, writeLine } from '../disk/streams.ts';
import { printable } from '../domain/printable.ts';
import { bugHint, UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { configFailure } from './config-failure.ts';

let isSynthesized = true;

/**
 * For a config that is the program itself, as with `tsx .projenrc.ts`: from its constructor on an
 * error is one message and exit code 2, and so is an end of the process that comes before `synth()`.
 */
export function watchDirectRun(root: string): void {
  if (resolve(process.argv[1] ?? '') !== join(root, paths.config) || !isSynthesized) return;
  isSynthesized = false;
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, (thrown: unknown) => {
      isSynthesized = true;
      complain(configFailure(root, `${paths.config} failed`, thrown));
      process.exit();
    });
  process.on('exit', () => {
    if (!isSynthesized)
      complain(
        new UserError(`${paths.config} ended before synth() was called: nothing was written`, {
          hint: 'It must end with: new GitOpsService({ … }).synth();',
        }),
      );
  });
}

/** To be called when the files are written. */
export function endDirectRun(): void {
  isSynthesized = true;
}

function complain(error: Error): void {
  const { message, hint, exitCode } =
    error instanceof UserError
      ? error
      : { message: `unexpected: ${String(error.stack)}`, hint: bugHint, exitCode: 70 };
  writeLine(STDERR, printable(['error ', message, hint === '' ? '' : `\n\n${hint}`].join('')));
  process.exitCode = exitCode;
}
