import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Config } from '../../src/config/config.ts';
import { chartsOf, valueFilesOf, type PlacedChart } from '../../src/files/helm/charts.ts';
import { helmFiles } from '../../src/files/helm/index.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { objectKey, type KubernetesObject } from '../../src/render/kubernetes-object.ts';
import { plainOf, render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { ChartLayout, EnvironmentPlan, Plan } from '../../src/plan/plan.ts';
import { inParallel } from '../judges/parallel.ts';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { sampled } from '../judges/variables.ts';
import { sampledPlan, variablesOf } from './sampled.ts';

/** The plan of a config as a chart, whatever packaging it names, or as several. */
export const chartPlan = (config: Config, layout: ChartLayout = 'umbrella'): Plan =>
  makePlan({ ...config, packaging: { kind: 'helm', layout } });

/** Writes the chart of a plan into a folder, with a sample for what only CI knows. */
export function writeChart(folder: string, plan: Plan): void {
  for (const file of helmFiles(plan)) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      /\/values(-[^/]*)?\.yaml$/.test(file.path)
        ? sampled(render(file), variablesOf(plan))
        : render(file),
    );
  }
}

/** What Helm prints for the charts of an environment, with more flags if given; its complaint is an error. */
export async function helmText(
  helm: readonly string[],
  folder: string,
  {
    plan,
    name,
    flags = [],
  }: { readonly plan: Plan; readonly name: string; readonly flags?: readonly string[] },
): Promise<string> {
  const environment = plan.environments.find((candidate) => candidate.name === name);
  if (environment === undefined) throw new Error(`no ${name}`);
  const texts: string[] = [];
  for (const chart of chartsOf(plan))
    texts.push(await chartText(helm, folder, { chart, environment, flags }));
  return texts.join('\n---\n');
}

/** What Helm prints for one of the charts of an environment; its complaint is an error. */
export async function chartText(
  helm: readonly string[],
  folder: string,
  {
    chart,
    environment,
    flags,
  }: {
    readonly chart: PlacedChart;
    readonly environment: EnvironmentPlan;
    readonly flags: readonly string[];
  },
): Promise<string> {
  const files = valueFilesOf(chart, environment).flatMap((file) => [
    '--values',
    join(folder, file),
  ]);
  const { code, stdout, stderr } = await run([
    ...helm,
    'template',
    'any-name',
    join(folder, chart.path),
    '--kube-version',
    '1.36.0',
    '--namespace',
    environment.namespace,
    ...files,
    ...flags,
  ]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** The objects in what Helm prints. */
export const objectsIn = (text: string): readonly KubernetesObject[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS({ maxAliasCount: -1 }) as KubernetesObject | null)
    .filter((object) => object !== null);

/** The model of an environment in its namespace: what every packaging must give. */
export const modelOf = (
  plan: Plan,
  environment: Plan['environments'][number],
): readonly KubernetesObject[] =>
  objects(plan, environment).map(
    (object) =>
      plainOf({
        ...object,
        metadata: { ...object.metadata, namespace: environment.namespace },
      }) as KubernetesObject,
  );

/** Where one of several Helms gives something else than the model: one line for each breach of the law. */
export async function helmBreaches(
  plans: readonly Plan[],
  helms: readonly (readonly string[])[],
): Promise<readonly string[]> {
  return (
    await inParallel(2, plans, (plan) =>
      inTemporaryFolder(async (folder) => {
        writeChart(folder, plan);
        const found: string[] = [];
        for (const environment of plan.environments)
          found.push(
            ...(await environmentBreaches(folder, plan, environment, helms)).map(
              (line) => `${environment.name}: ${line}`,
            ),
          );
        return found;
      }),
    )
  ).flat();
}

async function environmentBreaches(
  folder: string,
  plan: Plan,
  environment: EnvironmentPlan,
  helms: readonly (readonly string[])[],
): Promise<readonly string[]> {
  const texts = await Promise.all(
    helms.map((helm) =>
      helmText(helm, folder, { plan, name: environment.name }).catch((error: unknown) =>
        String(error),
      ),
    ),
  );
  // The majors differ in blank lines; reading the same text twice would take most of the time.
  const distinct = [...new Set(texts.map((text) => text.replaceAll(/\n+/g, '\n')))];
  return distinct.flatMap((text) =>
    text.startsWith('Error')
      ? [text]
      : differences(
          modelOf(
            plan,
            sampledPlan(plan).environments.find(({ name }) => name === environment.name) ??
              environment,
          ),
          objectsIn(text),
        ),
  );
}

/** What is not the same in two lists of objects. */
export function differences(
  expected: readonly KubernetesObject[],
  built: readonly KubernetesObject[],
): readonly string[] {
  const found = new Map(built.map((object) => [objectKey(object), object]));
  return [
    ...expected.flatMap((object) =>
      isDeepStrictEqual(object, found.get(objectKey(object)))
        ? []
        : [
            `${objectKey(object)} should be ${JSON.stringify(object)} and is ` +
              `${JSON.stringify(found.get(objectKey(object)))}`,
          ],
    ),
    ...(expected.length === built.length
      ? []
      : [
          `${expected.length} objects expected, ${built.length} built: ${built.map(objectKey).join(' ')}`,
        ]),
  ];
}
