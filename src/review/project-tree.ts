import { posix } from 'node:path';
import { reservedNamespaces } from '../domain/cluster-namespaces.ts';
import { paths } from '../plan/paths.ts';
import type { Layout } from '../rendered/layout.ts';
import { writeChangedTree } from '../rendered/trees.ts';
import { isWrite } from '../write/change.ts';
import type { Change } from '../write/change.ts';

/** Where our projects keep what renders to objects. */
export const projectLayout: Layout = {
  folders: ['k8s', paths.chart(), paths.charts()],
  overlays: posix.dirname(paths.overlay('environment')),
  besideCharts: (place) => [paths.overlay(place, 'secrets')],
  besideNamespaces: reservedNamespaces,
  chart: paths.chart(),
  charts: paths.charts(),
  values: (environment) => [
    ...paths.values(environment),
    ...paths.values(environment, '../').slice(2),
  ],
};

/** Makes the folder what the project would be after a resync. */
export function writeResyncedTree(root: string, changes: readonly Change[], folder: string): void {
  const files = changes.filter(isWrite).map(({ path, after }) => ({ path, bytes: after?.bytes }));
  writeChangedTree(root, files, { folder, layout: projectLayout });
}
