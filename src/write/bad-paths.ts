import { InternalError } from '../errors.ts';
import type { FileSpec } from '../render/spec.ts';
import { foldedPath, foldersOf, pathProblem } from '../domain/file-paths.ts';

/** Refuses a set of files that cannot stand side by side on every system: a bug of whoever described them. */
export function refuseBadPaths(wanted: readonly FileSpec[]): void {
  const spellings = new Map<string, string>();
  const folders = new Set<string>();
  for (const { path } of wanted) {
    const problem = pathProblem(path);
    if (problem !== undefined)
      throw new InternalError(`the path ${JSON.stringify(path)} ${problem}`);
    const twin = spellings.get(foldedPath(path));
    if (twin === path) throw new InternalError(`${path} is described twice`);
    if (twin !== undefined)
      throw new InternalError(`${path} and ${twin} are the same file on some systems`);
    spellings.set(foldedPath(path), path);
  }
  for (const { path } of wanted) {
    for (const folder of foldersOf(path)) addFolder(folder, folders, spellings);
  }
}

function addFolder(folder: string, folders: Set<string>, spellings: Map<string, string>): void {
  if (folders.has(folder)) return;
  folders.add(folder);
  const twin = spellings.get(foldedPath(folder));
  if (twin !== undefined)
    throw new InternalError(
      twin === folder
        ? `${folder} is both a file and a folder`
        : `${folder}/ and ${twin} are the same on some systems`,
    );
  // Registered with a slash: "a/" cannot equal the path of a file.
  const key = `${foldedPath(folder)}/`;
  const other = spellings.get(key);
  if (other !== undefined && other !== folder)
    throw new InternalError(`the folders ${folder}/ and ${other}/ are the same on some systems`);
  spellings.set(key, folder);
}
