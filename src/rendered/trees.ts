import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyFolders } from '../disk/copy-tree.ts';
import { entriesAt } from '../disk/folder-at.ts';
import { UserError } from '../errors.ts';
import { NOT_INSTALLED } from '../git/answer.ts';
import { askGit, failureOf, isDone } from '../git/run.ts';
import type { Layout } from './layout.ts';

/** What happens to one file of a tree; without bytes it goes. */
export interface TreeChange {
  readonly path: string;
  readonly bytes: Buffer | undefined;
}

/** Makes the folder what a tree would be after the changes: the manifests copied, what stands beside them linked. */
export function writeChangedTree(
  root: string,
  changes: readonly TreeChange[],
  { folder, layout: { folders } }: { readonly folder: string; readonly layout: Layout },
): void {
  for (const { name, kind } of entriesAt(root, ''))
    if (kind !== 'unreadable name' && !folders.includes(name))
      symlinkSync(join(root, name), join(folder, name));
  copyFolders(root, folders, folder);
  for (const { path, bytes } of changes) {
    if (!folders.some((name) => path.startsWith(`${name}/`))) continue;
    const file = join(folder, path);
    // A link is replaced: what it points to is the project's.
    rmSync(file, { force: true });
    if (bytes === undefined) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

/** Makes the folder what the project was in a commit. */
export function checkOutTree(root: string, commit: string, folder: string): void {
  const at = (place: string, ...words: string[]): string => {
    const run = askGit(place, words, { env: { GIT_INDEX_FILE: join(folder, '.index') } });
    if (isDone(run)) return run.out.toString().trim();
    const { reason } = failureOf(run);
    if (reason === NOT_INSTALLED) throw new UserError(`${NOT_INSTALLED}; --base requires it`);
    throw new UserError(`git cannot read "${commit}": ${reason}`, {
      hint: 'Use a commit or branch that exists in this clone; run git fetch first if it exists only on the remote.',
    });
  };
  const id = at(root, 'rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`);
  at(root, 'read-tree', `${id}:${at(root, 'rev-parse', '--show-prefix').replace(/\/$/, '')}`);
  // In a folder of the repository, git would only check out what lies below that folder.
  at(at(root, 'rev-parse', '--show-toplevel'), 'checkout-index', '--all', `--prefix=${folder}/`);
  rmSync(join(folder, '.index'), { force: true });
}
