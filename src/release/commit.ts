import { join } from 'node:path';
import { withScratchSoon } from '../disk/scratch.ts';
import { git, requireGit, gitText } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';
import { entryOf } from './release-files.ts';

/** A commit that changes one file. */
export interface NewCommit {
  readonly parent: string;
  /** From the top of the repository. */
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/**
 * Makes a commit in the object store and says its sha. No branch, index or working tree is touched, and no commit hook
 * runs, because hooks look at a working tree that is not what is committed. Signed where commit.gpgSign says so.
 */
export async function createCommit(
  repository: Repository,
  { parent, path, text, message }: NewCommit,
): Promise<string> {
  const { mode } = await entryOf(repository, parent, path);
  const blob = await requireGit(repository, ['hash-object', '-w', '--stdin'], {
    what: 'store the release file',
    input: text,
  });
  const tree = await withTemporaryIndex(async (environment) => {
    await requireGit(repository, ['read-tree', parent], { what: `read ${parent}`, environment });
    await requireGit(repository, ['update-index', '--cacheinfo', `${mode},${blob},${path}`], {
      what: `stage ${path}`,
      environment,
    });
    return requireGit(repository, ['write-tree'], { what: 'write the tree', environment });
  });
  const signed =
    (await gitText(repository, ['config', '--type=bool', 'commit.gpgsign'])) === 'true';
  return requireGit(repository, ['commit-tree', tree, '-p', parent, ...(signed ? ['-S'] : [])], {
    what: signed ? 'commit and sign the release' : 'commit the release',
    input: message,
  });
}

/** A name for temporary things of one run in a repository. */
export async function withTemporaryRef<T>(
  repository: Repository,
  use: (ref: string) => Promise<T>,
): Promise<T> {
  const ref = `refs/gitops-service/${crypto.randomUUID()}`;
  try {
    return await use(ref);
  } finally {
    await git({ ...repository, signal: undefined }, ['update-ref', '-d', ref]);
  }
}

async function withTemporaryIndex<T>(
  use: (environment: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  return withScratchSoon((folder) => use({ GIT_INDEX_FILE: join(folder, 'index') }));
}
