import { dirname, join, resolve } from 'node:path';
import { isThere } from '../disk/what-is-at.ts';
import { NO, NOT_INSTALLED, reasonIn } from './answer.ts';
import type { Answer } from './answer.ts';
import { failedIn } from './no-repository.ts';
import { askGit } from './run.ts';

/** The top folder of a working tree. */
export type TopLevel = Answer<{
  readonly folder: string;
  /** Where git keeps the configuration and the hooks. */
  readonly git: string;
  /** What git says where it refuses to work there. */
  readonly distrust?: string;
}>;

/**
 * The top folder of the working tree, submodule or linked tree that a folder is in; "no"
 * outside of one, and in a repository without files. Without git it is the nearest folder
 * that holds a `.git`: that may be too near, never too far.
 */
export function topLevelOf(folder: string): TopLevel {
  const run = askGit(folder, ['rev-parse', '--show-toplevel', '--git-common-dir']);
  if (run.kind === 'unknown')
    return run.reason === NOT_INSTALLED ? topOf(nearestGitFolder(folder)) : run;
  const [, top, git] = PRINTED.exec(run.out.toString()) ?? [];
  if (run.code === 0 && top !== undefined && git !== undefined)
    return { kind: 'yes', folder: top, git: resolve(folder, git) };
  if (NO_FILES.test(run.err)) return NO;
  if (!DISTRUST.test(run.err)) return failedIn(folder, run);
  const [, named] = DISTRUST.exec(run.err) ?? [];
  return topOf(named ?? nearestGitFolder(folder), reasonIn(run.err));
}

const PRINTED = /^(.*?)\r?\n([^\n]*?)\r?\n$/s;
const NO_FILES = /must be run in a work tree/;
const DISTRUST = /(?:dubious ownership in repository at|unsafe repository)(?: '(\/[^\n]*)'$)?/m;

const topOf = (folder: string | undefined, distrust?: string): TopLevel =>
  folder === undefined
    ? NO
    : {
        kind: 'yes',
        folder,
        git: join(folder, '.git'),
        ...(distrust === undefined ? {} : { distrust }),
      };

const nearestGitFolder = (folder: string): string | undefined =>
  isThere(join(folder, '.git'))
    ? folder
    : dirname(folder) === folder
      ? undefined
      : nearestGitFolder(dirname(folder));
