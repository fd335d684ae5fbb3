import { git } from './git.ts';
import type { Repository } from './git.ts';
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
  // Plumbing: no setting of the user's git changes what it prints.
  const list = await git(repository, [
    'rev-list',
    '--topo-order',
    '--format=%H %cI',
    '--end-of-options',
    commit,
    '--',
    `:(top,literal)${path}`,
  ]);
  const commits = list.out
    .split('\n')
    .flatMap((line) => (line === '' || line.startsWith('commit ') ? [] : [line.split(' ')]));
  const texts = await textsAt(
    repository,
    commits.map(([sha = '']) => `${sha}:${path}`),
  );
  return commits.flatMap(([sha = '', date = ''], index): Version[] => {
    const text = texts[index];
    return text === undefined ? [] : [{ commit: sha, date, images: imagesIn(text) }];
  });
}

/** The text of each object, in one call of git; undefined where there is none. */
async function textsAt(
  repository: Repository,
  names: readonly string[],
): Promise<readonly (string | undefined)[]> {
  if (names.length === 0) return [];
  const { bytes } = await git(repository, ['cat-file', '--batch'], {
    input: `${names.join('\n')}\n`,
  });
  let rest = bytes;
  return names.map(() => {
    const end = rest.indexOf('\n');
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(rest.subarray(0, end).toString())?.[1];
    if (size === undefined) {
      rest = rest.subarray(end + 1);
      return undefined;
    }
    const text = rest.subarray(end + 1, end + 1 + Number(size)).toString();
    rest = rest.subarray(end + 2 + Number(size));
    return text;
  });
}

function imagesIn(text: string): readonly ReleasedImage[] {
  try {
    return imagesOf(text);
  } catch {
    // Somebody once committed a file that was no YAML: nothing ran from it.
    return [];
  }
}
