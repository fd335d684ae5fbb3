import { UserError } from '../errors.ts';
import { textAt } from '../disk/text-at.ts';
import { utf8 } from '../disk/utf8.ts';
import { INVENTORY_PATH } from '../domain/file-paths.ts';
import { readProjectFile } from './file.ts';
import { known } from '../git/answer.ts';
import { entryIn } from '../git/commits.ts';
import { requireGitBytes } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';

/** The release files as they stand in one place: the folder that is checked out, or a commit. */
export interface ReleaseFiles {
  /** Where else this place is looked at: `HEAD`, or the commit. */
  readonly commit: string;
  /** The text of a file by its path in the project; a missing one is a user's error. */
  readonly read: (path: string) => Promise<string>;
  /** The record of what the tool wrote there, if there is one. */
  readonly inventory: () => Promise<string | undefined>;
}

/** The files that lie in the folder. */
export const filesOfFolder = (root: string): ReleaseFiles => ({
  commit: 'HEAD',
  read: async (path) => readProjectFile(root, path),
  inventory: async () => textAt(root, INVENTORY_PATH),
});

/** The files of a commit; `prefix` is the project's path in the repository. */
export const filesOfCommit = (
  repository: Repository,
  commit: string,
  prefix: string,
): ReleaseFiles => ({
  commit,
  read: async (path) =>
    textOfEntry(repository, await entryOf(repository, commit, `${prefix}${path}`)),
  inventory: async () => {
    const entry = await findEntry(repository, commit, `${prefix}${INVENTORY_PATH}`);
    return entry === undefined ? undefined : textOfEntry(repository, entry);
  },
});

async function textOfEntry(
  repository: Repository,
  { commit, path, mode, blob }: CommitEntry,
): Promise<string> {
  if (mode.startsWith('120'))
    throw new UserError(`${path} is a link in ${commit.slice(0, 12)}`, {
      exitCode: 3,
      hint: 'Links are never followed: replace it with a regular file.',
    });
  const bytes = await requireGitBytes(repository, ['cat-file', 'blob', blob], {
    what: `read ${path} of ${commit.slice(0, 12)}`,
  });
  return utf8(bytes, path);
}

/** A file in a commit. */
interface CommitEntry {
  readonly commit: string;
  /** From the top of the repository. */
  readonly path: string;
  readonly mode: string;
  readonly blob: string;
}

/**
 * Mode and object of a file in a commit; a missing one is a
 * user's error. `path` counts from the top of the repository.
 */
export async function entryOf(
  repository: Repository,
  commit: string,
  path: string,
): Promise<CommitEntry> {
  const entry = await findEntry(repository, commit, path);
  if (entry !== undefined) return entry;
  throw new UserError(`${path} is missing in ${commit.slice(0, 12)}`, {
    exitCode: 3,
    hint: 'Push the project first, including the release files; run npx projen to restore a missing one.',
  });
}

async function findEntry(
  repository: Repository,
  commit: string,
  path: string,
): Promise<CommitEntry | undefined> {
  const entry = known(await entryIn(repository, commit, path), `what ${commit} contains`);
  return entry.kind === 'yes' ? { ...entry, commit, path } : undefined;
}
