import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { fromHere } from './working-folder.ts';

/** Does something with a folder of our own that is gone afterwards. */
export function withScratch<Result>(work: (folder: string) => Result): Result {
  const folder = newScratch();
  try {
    return work(folder);
  } finally {
    removeScratch(folder);
  }
}

/** As `withScratch`, for work that takes its time. */
export async function withScratchSoon<Result>(
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = newScratch();
  try {
    return await work(folder);
  } finally {
    removeScratch(folder);
  }
}

/** A folder that only its owner may enter, as `mkdtemp` makes it. */
function newScratch(): string {
  const place = fromHere(tmpdir());
  try {
    return realpathSync(mkdtempSync(join(place, 'gitops-service-')));
  } catch (error) {
    throw new UserError(`cannot create a temporary folder in ${place}: ${reasonOf(error)}`, {
      exitCode: 3,
      hint: 'Free some space there, or set TMPDIR to a folder that you may write to.',
    });
  }
}

/** What the system said, without its code, the name of the call and the path. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/^\w+: |, \w+ '.*'$/gs, '');

const removeScratch = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};
