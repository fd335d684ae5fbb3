import { basename } from 'node:path/posix';
import { foldersOf } from '../domain/file-paths.ts';
import { known } from '../git/answer.ts';
import { signsCommits } from '../git/commits.ts';
import { requireGit, requireGitBytes } from '../git/repository.ts';
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
  const tree = await treeWith(repository, parent, { path, entry: `${mode} blob ${blob}` });
  const signed =
    known(await signsCommits(repository), 'whether commits must be signed').kind === 'yes';
  return requireGit(repository, ['commit-tree', tree, '-p', parent, ...(signed ? ['-S'] : [])], {
    what: signed ? 'commit and sign the release' : 'commit the release',
    input: message,
  });
}

interface NewEntry {
  /** From the top of the repository. */
  readonly path: string;
  /** Mode, type and object, as `git ls-tree` says them. */
  readonly entry: string;
}

/**
 * The tree of a commit with another entry at one path. Folder by folder from
 * the inside, so that no index is needed, which a killed run would leave behind.
 */
async function treeWith(
  repository: Repository,
  commit: string,
  { path, entry }: NewEntry,
): Promise<string> {
  let [name, child] = [path, entry];
  for (const folder of ['', ...foldersOf(path)].reverse()) {
    const entries = await entriesOf(repository, `${commit}:${folder}`);
    entries.set(asBytes(basename(name)), child);
    const tree = await requireGit(repository, ['mktree', '-z', '--missing'], {
      what: 'write the tree',
      input: Buffer.from([...entries].map(([at, what]) => `${what}\t${at}\0`).join(''), 'latin1'),
    });
    [name, child] = [folder, `040000 tree ${tree}`];
  }
  return child.slice('040000 tree '.length);
}

/** The entries of a folder by name; a character is a byte, because names need not be UTF-8. */
async function entriesOf(repository: Repository, tree: string): Promise<Map<string, string>> {
  const bytes = await requireGitBytes(repository, ['ls-tree', '-z', tree], {
    what: `read ${tree}`,
  });
  return new Map(
    bytes
      .toString('latin1')
      .split('\0')
      .slice(0, -1)
      .map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]),
  );
}

const asBytes = (name: string): string => Buffer.from(name).toString('latin1');
