import { entryAt } from '../disk/entry-at.ts';
import { refuseUnfit } from '../disk/copy-tree.ts';
import { entriesAt } from '../disk/folder-at.ts';
import { UserError } from '../errors.ts';
import { posix } from 'node:path';

/** Where a tree keeps what renders to the objects of its environments. All paths count from its root. */
export interface Layout {
  /** The folders at the root that hold manifests and charts. */
  readonly folders: readonly string[];
  /** The folder of overlays, each of which has the name of its environment. */
  readonly overlays: string;
  /** Folders that an environment without an overlay may have, for kustomize to build beside its charts. */
  readonly besideCharts: (environment: string) => readonly string[];
  /** A chart that holds everything, and a folder with a chart for each part. */
  readonly chart: string;
  readonly charts: string;
  /** Files of values in a chart, in the order in which Helm reads them after `values.yaml`. */
  readonly values: (environment: string) => readonly string[];
}

/** A chart, and those files of values of an environment that are there. All paths count from the root of the tree. */
export interface ChartSource {
  readonly folder: string;
  readonly values: readonly string[];
}

/** What renders an environment: the folders that kustomize builds, and charts. */
export interface Sources {
  readonly folders: readonly string[];
  readonly charts: readonly ChartSource[];
}

/** Refuses a tree whose manifests are not regular files of it, before a program is given them. */
export const refuseUnfitTree = (root: string, { folders }: Layout): void => {
  refuseUnfit(root, folders);
};

/** The environments that a tree has overlays or values of a chart for, by name. */
export function environmentsIn(root: string, layout: Layout): string[] {
  const overlays = namesIn(root, layout.overlays).filter((name) =>
    isKustomization(root, posix.join(layout.overlays, name)),
  );
  const values = chartsIn(root, layout)
    .flatMap((folder) => namesIn(root, folder))
    .flatMap((file) => /^values-(.+)\.yaml$/.exec(file)?.[1] ?? []);
  return [...new Set([...overlays, ...values])].sort();
}

/** Finds what renders an environment of a tree: its overlay, or its charts and the folders beside them. */
export function sourcesOf(root: string, environment: string, layout: Layout): Sources {
  const overlay = posix.join(layout.overlays, environment);
  const charts = chartsIn(root, layout).map((folder) => ({
    folder,
    values: layout
      .values(environment)
      .map((file) => posix.join(folder, file))
      .filter((file) => isFile(root, file)),
  }));
  return {
    folders: isKustomization(root, overlay)
      ? [overlay]
      : layout.besideCharts(environment).filter((folder) => isKustomization(root, folder)),
    charts: charts.filter(({ values }) => values.length > 0),
  };
}

const chartsIn = (root: string, { chart, charts }: Layout): readonly string[] =>
  [chart, ...namesIn(root, charts).map((name) => posix.join(charts, name))].filter((folder) =>
    isFile(root, posix.join(folder, 'Chart.yaml')),
  );

const namesIn = (root: string, folder: string): readonly string[] =>
  entriesAt(root, folder).map(({ name }) => name);

const isKustomization = (root: string, folder: string): boolean =>
  isFile(root, posix.join(folder, 'kustomization.yaml'));

/** Whether there is a file; behind a link nobody looks, so what stands there is refused and not left out. */
function isFile(root: string, path: string): boolean {
  const entry = entryAt(root, path);
  if (entry.kind === 'file') return true;
  if (entry.kind === 'link' || (entry.kind === 'blocked' && entry.reason.includes('link')))
    throw new UserError(`${path} is a symbolic link or behind one, and links are not followed`, {
      exitCode: 3,
      hint: 'Replace the link with what it stands for.',
    });
  return false;
}
