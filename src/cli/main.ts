import type { PrintFailure } from '../disk/streams.ts';
import { bugHint, InternalError, UserError } from '../errors.ts';
import { brokenByConfig } from '../projen/config-process.ts';
import { answer } from './answer.ts';
import type { Outcome } from './command.ts';
import { takeOverExit, type Ending } from './exit.ts';
import { complain, print, printJson } from './output.ts';

/** Runs one command line, says how it ends, and ends the process: the only place that does. */
export async function main(program: string, words: readonly string[]): Promise<void> {
  const end = takeOverExit(tellEnding(words.includes('--json')));
  end(await endingOf(program, words));
}

/** Runs one command line; whatever comes of it is its ending. */
export function endingOf(program: string, words: readonly string[]): Promise<Ending> {
  closeToEverybody();
  return answer(program, words).then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ error }),
  );
}

/** Says an ending and answers the exit code; what comes after an answer goes to stderr, in words. */
export function tellEnding(json: boolean): (ending: Ending) => number {
  let isAnswered = false;
  return (ending) => {
    const asJson = json && !isAnswered;
    isAnswered = true;
    if ('outcome' in ending) return tellOutcome(ending.outcome, asJson);
    const report = errorReportOf(ending.error);
    const hint = `${report.hint}\nThe command itself has done its work.`.trim();
    return tellError(ending.isComplete === true ? { ...report, hint } : report, asJson);
  };
}

function tellOutcome({ text, data, warnings, code }: Outcome, asJson: boolean): number {
  if (asJson)
    return codeAfter(
      printJson(warnings === undefined ? data : Object.assign({}, data, { warnings })),
      code,
    );
  const failure = print(text);
  for (const warning of warnings ?? []) complain('warning', warning);
  return codeAfter(failure, code);
}

function tellError({ message, hint, code }: ErrorReport, asJson: boolean): number {
  const isTold = asJson && printJson({ error: { message, hint, code } }) === undefined;
  if (!isTold) complain('error', hint === '' ? message : `${message}\n\n${hint}`);
  return code;
}

/** Who closes the pipe has read enough; an answer that is lost otherwise is a failure of its own. */
function codeAfter(failure: PrintFailure | undefined, code: Outcome['code']): number {
  if (failure === undefined || failure.code === 'EPIPE') return code;
  complain(
    'error',
    `cannot write the answer to standard output: ${failure.message}\n\n` +
      `The command itself ended with exit code ${String(code)}.`,
  );
  return 3;
}

interface ErrorReport {
  readonly message: string;
  readonly hint: string;
  readonly code: Outcome['code'] | UserError['exitCode'] | 70;
}

function errorReportOf(error: unknown): ErrorReport {
  if (error instanceof UserError)
    return { message: error.message, hint: error.hint, code: error.exitCode };
  if (isRefusedByDisk(error))
    return {
      message: error.message,
      hint: 'Check that you can write to the folder and that the disk is not full, then try again.',
      code: 3,
    };
  const stack = error instanceof Error ? String(error.stack) : String(error);
  const broken = brokenByConfig(() => stack.split('\n')[0] ?? '');
  if (broken !== undefined) return { ...broken, message: broken.message, code: broken.exitCode };
  return {
    message: error instanceof InternalError ? stack : `unexpected: ${stack}`,
    hint: bugHint,
    code: 70,
  };
}

const isRefusedByDisk = (error: unknown): error is Error =>
  error instanceof Error &&
  'syscall' in error &&
  'code' in error &&
  ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(String(error.code));

/** Whatever the umask: what everybody may write, the next run would not trust. */
function closeToEverybody(): void {
  process.umask(process.umask(0o022) | 0o002);
}
