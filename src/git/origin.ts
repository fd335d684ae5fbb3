import { NO, unknown } from './answer.ts';
import type { Answer } from './answer.ts';
import { fileContents } from './folder.ts';
import type { Patience } from './folder.ts';
import { failedIn } from './no-repository.ts';
import { askGit, isDone } from './run.ts';

/**
 * A file on a branch of `origin`, as this clone has last seen it, by its path below the folder;
 * "no" where there is no such branch or file. What a clone of a part left out is unknown.
 */
export function fileOnOrigin(
  folder: string,
  { branch, path }: { readonly branch: string; readonly path: string },
  patience: Patience = {},
): Answer<{ readonly bytes: Buffer }> {
  const ref = `refs/remotes/origin/${branch}`;
  const name = `${ref}:./${path}`;
  const answer = fileContents(folder, [name], patience);
  if (answer.kind !== 'yes') return answer;
  const bytes = answer.contents.get(name);
  if (bytes !== undefined) return { kind: 'yes', bytes };
  const found = askGit(folder, ['rev-parse', '--quiet', '--verify', ref], patience);
  if (!isDone(found, 0, 1)) return failedIn(folder, found);
  if (found.code === 1) return branchLeftOut(folder, branch, patience);
  const tree = askGit(folder, ['ls-tree', '-z', ref, '--', path], patience);
  if (!isDone(tree)) return failedIn(folder, tree);
  return tree.out.length === 0 ? NO : unknown(`this clone lacks ${path} of origin/${branch}`);
}

/** Whether a branch that this clone does not know may be one that it was not told of. */
function branchLeftOut(folder: string, branch: string, patience: Patience): Answer<never> {
  const fetched = askGit(folder, ['config', '--get-all', 'remote.origin.fetch'], patience);
  // With 1 it says that there is no such remote.
  if (!isDone(fetched, 0, 1)) return failedIn(folder, fetched);
  if (fetched.code === 1) return NO;
  const shallow = askGit(folder, ['rev-parse', '--is-shallow-repository'], patience);
  if (!isDone(shallow)) return failedIn(folder, shallow);
  const isWhole =
    shallow.out.toString().trim() === 'false' && fetched.out.includes('refs/heads/*:');
  return isWhole
    ? NO
    : unknown(
        `this clone lacks origin/${branch} (git fetch origin ${branch}:refs/remotes/origin/${branch})`,
      );
}
