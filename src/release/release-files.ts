import { UserError } from '../errors.ts';
import { utf8 } from '../disk/utf8.ts';
import { readProjectFile } from './file.ts';
import { git, requireGit } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';

/** The release files as they stand in one place: the folder that is checked out, or a commit. */
export interface ReleaseFiles {
  /** Where else this place is looked at: `HEAD`, or the commit. */
  readonly commit: string;
  /** The text of a file by its path in the project; a missing one is a user's error. */
  readonly read: (path: string) => Promise<string>;
}

/** The files that lie in the folder. */
export const filesOfFolder = (root: string): ReleaseFiles => ({
  commit: 'HEAD',
  read: async (path) => readProjectFile(root, path),
});

/** The files of a commit; `prefix` is the project's path in the repository. */
export const filesOfCommit = (
  repository: Repository,
  commit: string,
  prefix: string,
): ReleaseFiles => ({
  commit,
  read: async (path) => {
    const { mode, blob } = await entryOf(repository, commit, `${prefix}${path}`);
    if (mode.startsWith('120'))
      throw new UserError(`${path} is a link in ${commit.slice(0, 12)}`, {
        exitCode: 3,
        hint: 'Links are never followed: replace it with a regular file.',
      });
    return utf8((await git(repository, ['cat-file', 'blob', blob])).bytes, path);
  },
});

/**
 * Mode and object of a file in a commit; a missing one is a
 * user's error. `path` counts from the top of the repository.
 */
export async function entryOf(
  repository: Repository,
  commit: string,
  path: string,
): Promise<{ readonly mode: string; readonly blob: string }> {
  const line = await requireGit(repository, ['ls-tree', '-z', '--full-tree', commit, '--', path], {
    what: `read ${commit}`,
  });
  const [, mode, blob] = /^(\d{6}) blob ([0-9a-f]+)\t/.exec(line) ?? [];
  if (mode !== undefined && blob !== undefined) return { mode, blob };
  throw new UserError(`${path} is missing in ${commit.slice(0, 12)}`, {
    exitCode: 3,
    hint: 'Push the project first, including the release files; run npx projen to restore a missing one.',
  });
}
