import { bytesAt } from '../disk/text-at.ts';
import { RESCUE_FOLDER, foldersOf } from '../domain/file-paths.ts';
import { fileContents } from '../git/folder.ts';
import type { FileSpec } from '../render/spec.ts';
import { isInhabited } from './application-at.ts';
import type { Around } from './around.ts';
import type { Replaced } from './inventory-entry.ts';
import type { Inventory } from './inventory.ts';
import { sha256Of } from './text-state.ts';

interface AroundInput {
  readonly wanted: readonly FileSpec[];
  readonly inventory: Inventory;
  readonly theirs: readonly string[];
  /** Whether there is no inventory yet. */
  readonly isNew: boolean;
}

/** Looks at what is around the files that are wanted. */
export function lookAround(
  root: string,
  { wanted, inventory, theirs, isNew }: AroundInput,
): Around {
  const paths = new Set(wanted.map(({ path }) => path));
  // Where a folder is wanted, or a file that would be above it, nothing can come back.
  const left = [...inventory.entries.values()].filter(
    ({ path, replaced }) =>
      replaced !== undefined &&
      ![path, ...foldersOf(path)].some((at) => paths.has(at)) &&
      !wanted.some((spec) => spec.path.startsWith(`${path}/`)),
  );
  return {
    theirs: new Set(theirs),
    originals: originalsIn(
      root,
      left.flatMap(({ replaced }) => replaced ?? []),
    ),
    inhabited: isNew ? new Set() : inhabitedIn(root, wanted, inventory),
  };
}

function originalsIn(root: string, all: readonly Replaced[]): ReadonlyMap<string, Buffer> {
  if (all.length === 0) return new Map();
  const answer = fileContents(
    root,
    all.map(({ blob }) => blob),
  );
  const inGit = answer.kind === 'yes' ? answer.contents : new Map<string, Buffer>();
  return new Map(
    all.flatMap(({ sha256, blob }): [string, Buffer][] => {
      const found = [bytesAt(root, `${RESCUE_FOLDER}/${sha256}`), inGit.get(blob)].find(
        (bytes) => bytes !== undefined && sha256Of(bytes) === sha256,
      );
      return found === undefined ? [] : [[sha256, found]];
    }),
  );
}

/** Of the folders that would get files of a starter, those in which there is an application. */
function inhabitedIn(
  root: string,
  wanted: readonly FileSpec[],
  { entries }: Inventory,
): ReadonlySet<string> {
  const starters = wanted.flatMap(({ path, ownership }) =>
    ownership.kind === 'sample' && ownership.starts !== undefined
      ? [{ path, folder: ownership.starts }]
      : [],
  );
  const others = new Set(starters.map(({ folder }) => folder));
  const starts = new Set(
    starters.filter(({ path }) => !entries.has(path)).map(({ folder }) => folder),
  );
  const isOurs = (path: string): boolean => {
    const ownership = entries.get(path)?.ownership;
    return ownership === 'managed' || ownership === 'shared';
  };
  return new Set(
    [...starts].filter((folder) =>
      isInhabited(root, folder, { isOurs, isOther: (path) => others.has(path) }),
    ),
  );
}
