import { join } from 'node:path';
import { tool } from './install.ts';
import { inParallel } from './parallel.ts';
import { run } from './process.ts';
import type { Judge, Overlay } from './tree.ts';

const majors = ['helm-4', 'helm-3'] as const;

/** Both majors lint the chart of every environment without a warning, and render it without a word. */
export const helm: Judge = async ({ root, files }) =>
  (await inParallel(2, environmentsOf(files), async (environment) => {
    const outcomes = await Promise.all(majors.flatMap((major) => [
      run([...tool(major), 'lint', join(root, 'chart'), '--strict', '--quiet', ...valuesOf(root, files, environment)]),
      rendering(root, files, { environment, major }),
    ]));
    return outcomes.filter(({ code, stderr }) => code !== 0 || stderr !== '').map(({ stdout, stderr }) => ({ judge: 'helm', file: `chart/values-${environment}.yaml`, message: (stderr || stdout).replaceAll(root, '.') }));
  })).flat();

/** What the newer major makes of the chart for every environment. */
export async function renderedCharts(root: string, files: readonly string[]): Promise<readonly Overlay[]> {
  return inParallel(2, environmentsOf(files), async (environment) => ({ folder: `chart of ${environment}`, manifests: (await rendering(root, files, { environment, major: 'helm-4' })).stdout }));
}

const rendering = (root: string, files: readonly string[], { environment, major }: { readonly environment: string; readonly major: (typeof majors)[number] }) =>
  run([...tool(major), 'template', environment, join(root, 'chart'), '--namespace', 'judged', '--kube-version', '1.36.0', ...valuesOf(root, files, environment)]);

const environmentsOf = (files: readonly string[]): readonly string[] => files.flatMap((path) => /^chart\/values-(.+)\.yaml$/.exec(path)?.[1] ?? []);

/** The files of values in the order in which Argo CD reads them. */
const valuesOf = (root: string, files: readonly string[], environment: string): readonly string[] =>
  ['values', 'custom', 'release'].map((kind) => `chart/${kind}-${environment}.yaml`).filter((path) => files.includes(path)).flatMap((path) => ['--values', join(root, path)]);
