import { UserError } from '../errors.ts';
import { codeOf } from './unreadable.ts';

/** Does something to a file; what the system refuses is said with the name that people know the file by. */
export function onDisk<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw isOfTheSystem(error) ? refusedByDisk(what, error) : error;
  }
}

const isOfTheSystem = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error && codeOf(error) !== undefined;

// Behind the comma the system names the call and the file as it was opened.
const refusedByDisk = (what: string, { message }: Error): UserError =>
  new UserError(`cannot write ${what}: ${message.split(',')[0] ?? message}`, {
    exitCode: 3,
    hint:
      'Check that you can write to the folder and that the disk is not full, then run the ' +
      'same command again: it finishes what this one began.',
  });
