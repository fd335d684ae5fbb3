import { fileProblem, foldedPath, folderOf, foldersOf } from './file-paths.ts';

/** What wants a place in the tree: a file, unless it says that it is a folder. */
export interface Wanted {
  readonly path: string;
  readonly isFolder?: boolean;
}

/**
 * Why something cannot stand in a tree that is the same on every system.
 *
 * - `bad`: nothing may stand at its path.
 * - `same`: another file stands there; `case`: one, or a folder, that some systems take for it.
 * - `folder`: it needs a folder where the other is a file.
 */
export type PathClash<T extends Wanted> =
  | { readonly kind: 'bad'; readonly item: T; readonly at: string; readonly problem: string }
  | {
      readonly kind: 'same' | 'case' | 'folder';
      readonly item: T;
      /** The file or folder of the item that is in the way of the other's. */
      readonly at: string;
      readonly other: T;
      readonly otherAt: string;
    };

/** A clash as one sentence about the path of its item. */
export function clashText(clash: PathClash<Wanted>): string {
  const [path, at] = [JSON.stringify(clash.item.path), JSON.stringify(clash.at)];
  switch (clash.kind) {
    case 'bad':
      return `${path} ${clash.problem}`;
    case 'same':
      return `${path} is described twice`;
    case 'case':
      return `${at} and ${JSON.stringify(clash.otherAt)} are the same on macOS and Windows`;
    case 'folder':
      return `${path} needs the folder ${at}, but ${JSON.stringify(clash.otherAt)} is a file`;
  }
}

/** Everything that keeps these from standing side by side, each pair of places once. */
export function pathClashes<T extends Wanted>(wanted: readonly T[]): readonly PathClash<T>[] {
  const files = new Map<string, T>();
  const clashes = wanted.flatMap((item): PathClash<T>[] => {
    const at = item.path;
    const problem = fileProblem(at);
    if (problem !== undefined) return [{ kind: 'bad', item, at, problem }];
    if (item.isFolder === true) return [];
    const folded = foldedPath(at);
    const other = files.get(folded);
    if (other === undefined) files.set(folded, item);
    return other === undefined
      ? []
      : [{ kind: at === other.path ? 'same' : 'case', item, at, other, otherAt: other.path }];
  });
  return [...clashes, ...folderClashes(wanted, files)];
}

/** Folders where a file is, and folders that some systems take for one. */
function folderClashes<T extends Wanted>(
  wanted: readonly T[],
  files: ReadonlyMap<string, T>,
): readonly PathClash<T>[] {
  const seen = new Set<string>();
  const spellings = new Map<string, { readonly at: string; readonly item: T }>();
  return wanted.flatMap((item) =>
    unseenFolders(item, seen).flatMap((at): PathClash<T>[] => {
      if (seen.has(at)) return [];
      seen.add(at);
      const folded = foldedPath(at);
      const file = files.get(folded);
      if (file !== undefined)
        return [{ kind: 'folder', item, at, other: file, otherAt: file.path }];
      const twin = spellings.get(folded);
      if (twin === undefined) spellings.set(folded, { at, item });
      return twin === undefined
        ? []
        : [{ kind: 'case', item, at, other: twin.item, otherAt: twin.at }];
    }),
  );
}

/** The folders that an item needs; whoever has seen the innermost one has seen those around it. */
function unseenFolders({ path, isFolder }: Wanted, seen: ReadonlySet<string>): readonly string[] {
  const innermost = isFolder === true ? path : folderOf(path);
  if (innermost === '' || seen.has(innermost)) return [];
  return [...foldersOf(innermost), innermost];
}
