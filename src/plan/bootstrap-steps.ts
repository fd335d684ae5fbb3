import {
  charts,
  releases,
  type ChartName,
  type ChartRow,
  type ReleaseName,
  type ReleaseRow,
} from './bootstrap-charts.ts';
import type { Operator } from '../stores/operator.ts';

/** One step of a bootstrap: a chart, a published manifest, a file of ours, or a secret that nobody needs to know. */
export type Step =
  | ({ readonly kind: 'chart'; readonly name: ChartName; readonly release: string } & ChartRow)
  | ({
      readonly kind: 'release';
      readonly name: string;
      readonly kustomized: boolean;
    } & ReleaseRow)
  | { readonly kind: 'file'; readonly name: string; readonly title: string; readonly why: string }
  | {
      readonly kind: 'secret';
      readonly name: string;
      readonly title: string;
      readonly why: string;
      readonly namespace: string;
    };

/** Installs a chart, into a namespace of its own unless another one is named. */
export const chartStep = (
  name: ChartName,
  namespace?: string,
): Extract<Step, { kind: 'chart' }> => ({
  kind: 'chart',
  name,
  release: name,
  ...charts[name],
  ...(namespace === undefined ? {} : { namespace }),
});

/** Applies the manifest of a release. */
export const releaseStep = (name: ReleaseName): Extract<Step, { kind: 'release' }> => ({
  kind: 'release',
  name,
  kustomized: false,
  ...releases[name],
});

/** Installs what stores need. */
export const operatorStep = ({
  name,
  title,
  why,
  version,
  url,
  namespace,
  deployments,
}: Operator): Step => ({
  kind: 'release',
  name,
  kustomized: false,
  title,
  why,
  version,
  url,
  namespace,
  deployments,
});

/** Applies a file of ours. */
export const fileStep = (name: string, title: string, why: string): Step => ({
  kind: 'file',
  name,
  title,
  why,
});
