import { folderAt } from '../disk/folder-at.ts';
import { nameOf } from '../domain/file-paths.ts';

/** What does not count: files that we keep, and folders of other applications. */
interface Apart {
  readonly isOurs: (path: string) => boolean;
  readonly isOther: (folder: string) => boolean;
}

/** Whether there is an application in a folder of the tree, or something that nobody can look into. */
export function isInhabited(root: string, start: string, { isOurs, isOther }: Apart): boolean {
  const folders = [{ path: start, depth: 0 }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const listing = folderAt(root, folder.path);
    if (listing.kind === 'blocked') return true;
    for (const { name, kind } of listing.kind === 'folder' ? listing.entries : []) {
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      if (kind === 'file' && isSource(path) && !isOurs(path)) return true;
      if (kind === 'folder' && isSearched(name) && !isOther(path) && folder.depth < DEPTH)
        folders.push({ path, depth: folder.depth + 1 });
    }
  }
  return false;
}

/** Sources of an application are not deeper than this. */
const DEPTH = 6;

const isSearched = (name: string): boolean => !name.startsWith('.') && name !== 'node_modules';

/** Names by which applications of any kind are known. */
const isSource = (path: string): boolean =>
  MANIFESTS.has(nameOf(path)) || SOURCES.has(/^[^.].*\.(\w+)$/.exec(nameOf(path))?.[1] ?? '');

const MANIFESTS: ReadonlySet<string> = new Set(
  (
    'pyproject.toml requirements.txt setup.py Pipfile go.mod Cargo.toml pom.xml build.gradle ' +
    'build.gradle.kts Gemfile composer.json mix.exs deno.json deno.jsonc tsconfig.json'
  ).split(' '),
);
const SOURCES: ReadonlySet<string> = new Set(
  (
    'ts tsx mts cts js jsx mjs cjs vue svelte html py go rs java kt scala clj rb php cs fs vb ' +
    'ex exs erl swift c cc cpp h hpp dart lua pl r jl zig hs'
  ).split(' '),
);
