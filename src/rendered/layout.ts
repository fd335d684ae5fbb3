import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

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

/** A chart, and those files of values of an environment that are there. */
export interface ChartSource {
  readonly folder: string;
  readonly values: readonly string[];
}

/** What renders an environment: the folders that kustomize builds, and charts. */
export interface Sources {
  readonly folders: readonly string[];
  readonly charts: readonly ChartSource[];
}

/** The environments that a tree has overlays or values of a chart for, by name. */
export function environmentsIn(root: string, layout: Layout): string[] {
  const overlays = namesIn(join(root, layout.overlays)).filter((name) =>
    isKustomization(join(root, layout.overlays, name)),
  );
  const values = chartsIn(root, layout)
    .flatMap(namesIn)
    .flatMap((file) => /^values-(.+)\.yaml$/.exec(file)?.[1] ?? []);
  return [...new Set([...overlays, ...values])].sort();
}

/** Finds what renders an environment of a tree: its overlay, or its charts and the folders beside them. */
export function sourcesOf(root: string, environment: string, layout: Layout): Sources {
  const overlay = join(root, layout.overlays, environment);
  const beside = layout.besideCharts(environment).map((folder) => join(root, folder));
  const charts = chartsIn(root, layout).map((folder) => ({
    folder,
    values: layout
      .values(environment)
      .map((file) => join(folder, file))
      .filter((file) => existsSync(file)),
  }));
  return {
    folders: isKustomization(overlay) ? [overlay] : beside.filter(isKustomization),
    charts: charts.filter(({ values }) => values.length > 0),
  };
}

const chartsIn = (root: string, { chart, charts }: Layout): readonly string[] =>
  [
    join(root, chart),
    ...namesIn(join(root, charts)).map((name) => join(root, charts, name)),
  ].filter((folder) => existsSync(join(folder, 'Chart.yaml')));

const namesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder) : [];
const isKustomization = (folder: string): boolean => existsSync(join(folder, 'kustomization.yaml'));
