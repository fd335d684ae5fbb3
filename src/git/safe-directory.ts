import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { codeOf, unreadable } from '../disk/unreadable.ts';
import { isMissing } from '../disk/what-is-at.ts';
import type { Answer } from './answer.ts';
import { askGit, failureOf, isDone } from './run.ts';

/**
 * The folders that the user, the system or the environment told git to trust, in git's order.
 * What a repository says about itself does not count.
 */
export function safeDirectories(folder: string): Answer<{ readonly folders: readonly string[] }> {
  const words = ['-z', '--show-scope', '--type=path', '--get-all', 'safe.directory'];
  const run = askGit(folder, ['config', ...words]);
  // With 1 it says that nobody set it.
  if (!isDone(run, 0, 1)) return failureOf(run);
  const parts = run.out.toString().split('\0');
  return {
    kind: 'yes',
    folders: parts.filter(
      (_, index) => index % 2 === 1 && PROTECTED.includes(parts[index - 1] ?? ''),
    ),
  };
}

/** Whether git's rule for `safe.directory` covers a folder: the last word of the list decides. */
export const isSafe = (folder: string, list: readonly string[]): boolean =>
  // An empty entry takes back those before it.
  list.slice(list.lastIndexOf('') + 1).some((entry) => covers(entry, realPath(folder)));

const PROTECTED = ['system', 'global', 'command'];

function covers(entry: string, folder: string): boolean {
  if (entry === '*') return true;
  if (!isAbsolute(entry)) return false;
  return entry.endsWith('/*')
    ? folder.startsWith(join(realPath(dirname(entry)), '/'))
    : folder === realPath(entry);
}

/** Where a path leads; as it was written where nothing is there, or nobody may look: that allows less, not more. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (isMissing(error) || codeOf(error) === 'EACCES' || codeOf(error) === 'ELOOP')
      return resolve(path);
    throw unreadable(path, error);
  }
}
