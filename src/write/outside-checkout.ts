import { shellWord } from '../domain/shell-word.ts';
import { UserError } from '../errors.ts';
import { fixHint } from '../git/answer.ts';
import { filesOutside } from '../git/sparse.ts';
import type { Change } from './change.ts';
import type { Inventory } from './inventory.ts';

/** What is said of a file that git has and that this clone did not check out. */
const OUTSIDE = 'outside the sparse checkout, kept';
const OUTSIDE_ORPHAN = 'no longer generated, but outside the sparse checkout: kept';

/** Whether a file that is not on the disk is in git all the same, outside of a sparse checkout. */
export type IsOutside = (path: string) => boolean;

/** Asks git once, and only when something is missing; refuses where git does not say. */
export function outsideOf(root: string): IsOutside {
  let files: ReadonlySet<string> | undefined;
  return (path) => {
    files ??= new Set(filesOutsideOf(root));
    return files.has(path);
  };
}

/** Refuses to go on where one of these missing files is in git: what it says is not known here. */
export function refuseOutside(isOutside: IsOutside, missing: readonly string[]): void {
  const outside = missing.filter(isOutside);
  if (outside.length === 0) return;
  throw new UserError(
    [
      'git has these files, but they are outside the sparse checkout of this clone:',
      ...outside.map((path) => `  ${path}`),
    ].join('\n'),
    { exitCode: 3, hint: addHint(outside) },
  );
}

/** Refuses what looks at all files of these folders where some of them are not here. */
export function refuseFoldersOutside(root: string, folders: readonly string[]): void {
  const files = filesOutsideOf(root);
  const outside = folders.filter((folder) => files.some((file) => file.startsWith(`${folder}/`)));
  refuseOutside(
    () => true,
    outside.map((folder) => `${folder}/`),
  );
}

/** The changes without those of files that are only not checked out: nobody has deleted them. */
export function keepOutside(
  changes: readonly Change[],
  inventory: Inventory,
  isOutside: IsOutside,
): Change[] {
  const paths = new Set(changes.map(({ path }) => path));
  const kept = changes.map((change) =>
    (change.kind === 'create' || change.kind === 'restore') && isOutside(change.path)
      ? keptChange(change.path, OUTSIDE, inventory)
      : change,
  );
  const orphans = [...inventory.entries.keys()]
    .filter((path) => !paths.has(path) && isOutside(path))
    .map((path) => keptChange(path, OUTSIDE_ORPHAN, inventory));
  return [...kept, ...orphans].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What a reader should know of the changes: that they say nothing of files that this clone did not check out. */
export function outsideNotes(changes: readonly Change[]): readonly string[] {
  const count = changes.filter(
    ({ reason }) => reason === OUTSIDE || reason === OUTSIDE_ORPHAN,
  ).length;
  return count === 0
    ? []
    : [
        `${String(count)} file(s) outside the sparse checkout of this clone ` +
          'were not compared and are not changed',
      ];
}

const keptChange = (path: string, reason: string, { entries }: Inventory): Change => ({
  path,
  kind: 'kept',
  reason,
  before: undefined,
  after: undefined,
  rescued: false,
  acceptable: false,
  entry: entries.get(path),
});

/** The files of a folder that git has outside of a sparse checkout; refuses where git does not say. */
export function filesOutsideOf(root: string): readonly string[] {
  const answer = filesOutside(root);
  if (answer.kind === 'no') return [];
  if (answer.kind === 'yes') return answer.files;
  throw new UserError(
    'cannot find out whether git has files that are missing here, ' +
      `outside of a sparse checkout: ${answer.reason}`,
    { exitCode: 3, hint: `Nothing was written. ${fixHint(answer.reason)}` },
  );
}

function addHint(paths: readonly string[]): string {
  const folders = [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/') + 1)))];
  const known = folders.filter((folder) => folder !== '').map((folder) => folder.slice(0, -1));
  return known.length === folders.length
    ? `Check them out: git sparse-checkout add ${known.map(shellWord).join(' ')}`
    : 'Check them out: git sparse-checkout disable';
}
