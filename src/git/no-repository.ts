import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isThere, whatIsAt } from '../disk/what-is-at.ts';
import { NO, unknown } from './answer.ts';
import type { No, Unknown } from './answer.ts';
import { failureOf } from './run.ts';

/**
 * What it means that git has failed: "no" only where no repository can be, because there is
 * no `.git` in the folder or above it. Git's own words say the same of a repository that is broken.
 */
export function failedIn(folder: string, run: Parameters<typeof failureOf>[0]): No | Unknown {
  const { reason } = failureOf(run);
  const start = realpathSync(existingFolder(resolve(folder)));
  if (isInWorkTreeOfVariables(start))
    return unknown('the variables GIT_DIR and GIT_WORK_TREE name a repository of this folder');
  for (let above = start; ; above = dirname(above)) {
    const place = whatIsAt(join(above, '.git'));
    if (place.kind === 'unknown') return place;
    if (place.kind !== 'absent')
      return unknown(
        /not a git repository/.test(reason)
          ? `${join(above, '.git')} is broken: ${reason}`
          : reason,
      );
    if (above === dirname(above)) return NO;
  }
}

/** The folder, or the nearest one above it that exists. */
export const existingFolder = (folder: string): string =>
  isThere(folder) || folder === dirname(folder) ? folder : existingFolder(dirname(folder));

// Such a repository needs no .git; a hook of another one sets no work tree that this folder is in.
function isInWorkTreeOfVariables(folder: string): boolean {
  const { GIT_DIR: repository, GIT_WORK_TREE: tree } = process.env;
  if (repository === undefined || tree === undefined) return false;
  return !relative(resolve(tree), folder).startsWith('..');
}
