import { InternalError, UserError } from '../errors.ts';
import type { Outcome } from './command.ts';
import { bold, complain, keepStdoutClean, print, red } from './output.ts';
import { answer } from './answer.ts';

/** Runs one command line and sets the exit code: the only place that does. */
export async function main(program: string, words: readonly string[]): Promise<void> {
  const json = words.includes('--json');
  process.stdout.on('error', leaveOnBrokenPipe);
  if (json) keepStdoutClean();
  try {
    const outcome = await answer(program, words);
    print(json ? JSON.stringify(dataOf(outcome), null, 2) : outcome.text);
    if (!json)
      for (const warning of outcome.warnings ?? []) complain(`${bold('warning')} ${warning}`);
    process.exitCode = outcome.code;
  } catch (error) {
    const report = errorReportOf(error);
    if (json) print(JSON.stringify({ error: report }, null, 2));
    else
      complain(
        [
          `${red(bold('error'))} ${report.message}`,
          ...(report.hint === '' ? [] : ['', report.hint]),
        ].join('\n'),
      );
    process.exitCode = report.code;
  }
}

const dataOf = ({ data, warnings }: Outcome): unknown =>
  warnings === undefined ? data : Object.assign({}, data, { warnings });

interface ErrorReport {
  readonly message: string;
  readonly hint: string;
  readonly code: Outcome['code'] | 2 | 70;
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
  const hint =
    'This is a bug in create-gitops-service. To report it: gitops-service docs report-a-bug';
  const stack = error instanceof Error ? String(error.stack) : String(error);
  return {
    message: error instanceof InternalError ? stack : `unexpected: ${stack}`,
    hint,
    code: 70,
  };
}

const isRefusedByDisk = (error: unknown): error is Error =>
  error instanceof Error &&
  'syscall' in error &&
  'code' in error &&
  ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(String(error.code));

function leaveOnBrokenPipe(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
}
