import { textIn } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import { known } from '../git/answer.ts';
import { fileInCommits, findCommit } from '../git/commits.ts';
import { requireGit } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';
import { imagesOf } from './release-file.ts';
import type { ReleasedImage } from './release-file.ts';

/** What a release file said from one commit on. */
export interface Version {
  readonly commit: string;
  /** When it was committed, in ISO 8601. */
  readonly date: string;
  /** The images; empty where the file was no YAML. */
  readonly images: readonly ReleasedImage[];
}

/** Every version of a file that led to a commit, the newest first. `path` counts from the top of the repository. */
export async function versionsOf(
  repository: Repository,
  commit: string,
  path: string,
): Promise<readonly Version[]> {
  const question = `the history of ${path}`;
  // A repository without a commit has no history.
  if (known(await findCommit(repository, commit), question).kind === 'no') return [];
  // Plumbing: no setting of the user's git changes what it prints.
  const list = await requireGit(
    repository,
    [
      'rev-list',
      '--topo-order',
      '--format=%H %cI',
      '--end-of-options',
      commit,
      '--',
      `:(top,literal)${path}`,
    ],
    { what: `list ${question}` },
  );
  const commits = list
    .split('\n')
    .flatMap((line) => (line === '' || line.startsWith('commit ') ? [] : [line.split(' ')]));
  const shas = commits.map(([sha = '']) => sha);
  const files = known(await fileInCommits(repository, shas, path), question);
  if (files.kind === 'no') return [];
  return commits.flatMap(([sha = '', date = '']): Version[] => {
    const file = files.contents.get(sha);
    return file === undefined ? [] : [{ commit: sha, date, images: imagesIn(file) }];
  });
}

function imagesIn(file: Buffer): readonly ReleasedImage[] {
  try {
    return imagesOf(textIn(file) ?? '');
  } catch (error) {
    // Somebody once committed a file that was no YAML, or no UTF-8: nothing ran from it.
    if (error instanceof UserError) return [];
    throw error;
  }
}
