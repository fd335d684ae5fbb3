import { join } from 'node:path';
import { tool } from './install.ts';
import { inParallel } from './parallel.ts';
import { run } from './process.ts';
import type { Judge, Overlay } from './tree.ts';

const majors = ['helm-4', 'helm-3'] as const;

/** Both majors lint every chart for every environment without a warning, and render it without a word. */
export const helm: Judge = async ({ root, files }) =>
  (
    await inParallel(2, chartsIn(files), async (chart) => {
      const outcomes = await Promise.all(
        majors.flatMap((major) => [
          run([
            ...tool(major),
            'lint',
            join(root, chart.folder),
            '--strict',
            '--quiet',
            ...valuesOf(root, files, chart),
          ]),
          rendering(root, files, chart, major),
        ]),
      );
      return outcomes
        .filter(({ code, stderr }) => code !== 0 || stderr !== '')
        .map(({ stdout, stderr }) => ({
          judge: 'helm',
          file: `${chart.folder}/values-${chart.environment}.yaml`,
          message: (stderr || stdout).replaceAll(root, '.'),
        }));
    })
  ).flat();

/**
 * What the newer major makes of every environment: of all its charts together, since an
 * Ingress in one of them sends to the Service of another.
 */
export async function renderedCharts(
  root: string,
  files: readonly string[],
): Promise<readonly Overlay[]> {
  const parts = await inParallel(2, chartsIn(files), async (chart) => ({
    ...chart,
    manifests: (await rendering(root, files, chart, 'helm-4')).stdout,
  }));
  const environments = [...new Set(parts.map(({ environment }) => environment))];
  return environments.map((name) => ({
    folder: `charts of ${name}`,
    manifests: parts
      .filter(({ environment }) => environment === name)
      .map(({ manifests }) => manifests)
      .join(''),
  }));
}

interface ChartOf {
  /** `chart`, or `charts/<name>`. */
  readonly folder: string;
  readonly environment: string;
}

const rendering = (
  root: string,
  files: readonly string[],
  chart: ChartOf,
  major: (typeof majors)[number],
) =>
  run([
    ...tool(major),
    'template',
    chart.environment,
    join(root, chart.folder),
    '--namespace',
    'judged',
    '--kube-version',
    '1.36.0',
    ...valuesOf(root, files, chart),
  ]);

const chartsIn = (files: readonly string[]): readonly ChartOf[] =>
  files.flatMap((path) => {
    const [, folder, environment] = /^(chart|charts\/[^/]+)\/values-(.+)\.yaml$/.exec(path) ?? [];
    return folder === undefined || environment === undefined ? [] : [{ folder, environment }];
  });

/** The files of values in the order in which Argo CD reads them; several charts share one release file. */
const valuesOf = (
  root: string,
  files: readonly string[],
  { folder, environment }: ChartOf,
): readonly string[] =>
  [
    `${folder}/values-${environment}.yaml`,
    `${folder}/custom-${environment}.yaml`,
    `${folder.split('/')[0] ?? ''}/release-${environment}.yaml`,
  ]
    .filter((path) => files.includes(path))
    .flatMap((path) => ['--values', join(root, path)]);
