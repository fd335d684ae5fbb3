import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

const newScratch = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'gitops-service-')));

const removeScratch = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};
