import { entryAt } from '../disk/entry-at.ts';
import { refuseUnfit } from '../disk/copy-tree.ts';
import { entriesAt } from '../disk/folder-at.ts';
import { UserError } from '../errors.ts';
import { posix } from 'node:path';

/** Where a tree keeps what renders to the objects of its environments. All paths count from its root. */
export interface Layout {
  /** The folders at the root that hold manifests and charts. */
  readonly folders: readonly string[];
  /**
   * The folder of overlays, each of which has the name of its environment; one with several
   * namespaces has a folder with an overlay for each of them.
   */
  readonly overlays: string;
  /** Folders of a place without an overlay, `production` or `production/data`, for kustomize to build beside charts. */
  readonly besideCharts: (place: string) => readonly string[];
  /** What stands in the folder of an environment and is the overlay of no namespace. */
  readonly besideNamespaces: readonly string[];
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
  const overlays = namesIn(root, layout.overlays).filter(
    (name) => overlaysOf(root, name, layout).length > 0,
  );
  const values = chartsIn(root, layout)
    .flatMap((folder) => namesIn(root, folder))
    .flatMap((file) => /^values-(.+)\.yaml$/.exec(file)?.[1] ?? []);
  return [...new Set([...overlays, ...values])].sort();
}

/** Finds what renders an environment of a tree: its overlay, or its charts and the folders beside them. */
export function sourcesOf(root: string, environment: string, layout: Layout): Sources {
  const found = overlaysOf(root, environment, layout);
  const charts = chartsIn(root, layout).map((folder) => ({
    folder,
    values: layout
      .values(environment)
      .map((file) => posix.join(folder, file))
      .filter((file) => isFile(root, file)),
  }));
  return {
    folders:
      found.length > 0
        ? found
        : placesOf(root, environment, layout)
            .flatMap((place) => layout.besideCharts(place))
            .filter((folder) => isKustomization(root, folder)),
    charts: charts.filter(({ values }) => values.length > 0),
  };
}

/** The overlay of an environment, or those of its namespaces. */
function overlaysOf(root: string, environment: string, layout: Layout): readonly string[] {
  const [whole, ...parts] = placesOf(root, environment, layout).map((place) =>
    posix.join(layout.overlays, place),
  );
  return whole !== undefined && isKustomization(root, whole)
    ? [whole]
    : parts.filter((overlay) => isKustomization(root, overlay));
}

/** An environment among the overlays, and what may be its namespaces. */
const placesOf = (
  root: string,
  environment: string,
  { overlays, besideNamespaces }: Layout,
): readonly string[] => [
  environment,
  ...namesIn(root, posix.join(overlays, environment))
    .filter((name) => !besideNamespaces.includes(name))
    .map((name) => posix.join(environment, name)),
];

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
