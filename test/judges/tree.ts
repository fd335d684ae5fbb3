import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Finding } from './finding.ts';
import { renderedCharts } from './helm.ts';
import { buildFolders, rendered } from './kustomize.ts';
import { sampleCharts } from './variables.ts';

/** A generated repository as the judges see it: its files by kind, and what kustomize makes of them. */
export interface Tree {
  readonly root: string;
  /** Relative paths, sorted, without node_modules and .git. */
  readonly files: readonly string[];
  readonly text: (path: string) => string;
  /** One per `k8s/overlays/*` that builds, and one per environment of a chart. */
  readonly overlays: readonly Overlay[];
  /** What kustomize had to say about the folders that do not build. */
  readonly unbuilt: readonly Finding[];
}

/** A folder under `k8s/overlays/` and the manifests it renders. */
export interface Overlay {
  readonly folder: string;
  readonly manifests: string;
}

/** One judge: everything it dislikes about a tree. */
export type Judge = (tree: Tree) => Promise<readonly Finding[]>;

/**
 * Reads a copy of the tree and renders its overlays, once for all judges. A copy, because judges look for settings and
 * ignore lists in the folders above, and an example in our checkout must be judged as the repository it will be.
 */
export async function withTree<Result>(
  source: string,
  work: (tree: Tree) => Promise<Result>,
): Promise<Result> {
  return inTemporaryFolder(async (root) => {
    cpSync(source, root, {
      recursive: true,
      filter: (path) => path === source || !skipped.has(basename(path)),
    });
    mkdirSync(join(root, '.git')); // actionlint and zizmor take the folder with .git for the repository
    sampleCharts(root);
    const files = filesUnder(root);
    const { overlays, findings } = await rendered(root, buildFolders(files));
    const all = [...overlays, ...(await renderedCharts(root, files)), ...bootstrapOf(root, files)];
    const unbuilt =
      all.length > 0 || findings.length > 0
        ? findings
        : [
            {
              judge: 'kustomize',
              file: '.',
              message: 'there is neither an overlay to build nor a chart to render',
            },
          ];
    return work({
      root,
      files,
      text: (path) => readFileSync(join(root, path), 'utf8'),
      overlays: all,
      unbuilt,
    });
  });
}

/** Manifests that make a cluster and are applied as they stand; `values/` is what charts are told. */
function bootstrapOf(root: string, files: readonly string[]): Overlay[] {
  const manifests = files.filter((path) => /^k8s\/cluster-bootstrap\/[^/]+\.yaml$/.test(path));
  return manifests.length === 0
    ? []
    : [
        {
          folder: 'k8s/cluster-bootstrap',
          manifests: manifests.map((path) => readFileSync(join(root, path), 'utf8')).join('---\n'),
        },
      ];
}

/** Gives `work` an empty folder that is gone afterwards. */
export async function inTemporaryFolder<Result>(
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'judges-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Relative paths of all files, sorted by code unit. */
export function filesUnder(root: string, folder = ''): string[] {
  const entries = readdirSync(join(root, folder)).filter((name) => !skipped.has(name));
  return entries
    .flatMap((name) => {
      const path = folder === '' ? name : `${folder}/${name}`;
      return statSync(join(root, path)).isDirectory() ? filesUnder(root, path) : [path];
    })
    .sort();
}

const skipped = new Set(['node_modules', '.git']);
