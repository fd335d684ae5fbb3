import { InternalError } from '../../errors.ts';
import { chartReleaseOf, sharedChart, type Owner } from '../../plan/chart-owners.ts';
import { plansByNamespace } from '../../plan/namespaces.ts';
import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, HelmPlan, Plan } from '../../plan/plan.ts';
import { chartOf, usedPaths, type Chart } from './chart.ts';
import { moveExpression, moveTemplate, type Move } from './move-template.ts';
import { expressionsOf, type ValuePath } from '../chart-parts/template.ts';
import type { ChartObject } from './settle-objects.ts';
import { laidOut, type NamedValue } from './values.ts';

/** A chart as it stands in the repository. */
export interface PlacedChart extends Chart {
  /** What `Chart.yaml` calls it. */
  readonly name: string;
  readonly description: string;
  /** Its folder: `chart`, or `charts/backend`. */
  readonly path: string;
  /** Where it is installed: environments, or their parts in one namespace. */
  readonly environments: readonly EnvironmentPlan[];
  /** The Helm release of an environment; no object is named after it. */
  readonly releaseName: (environment: EnvironmentPlan) => string;
  /** What Helm reads after `values.yaml`, in this order, relative to the folder: the last one is written by CI. */
  readonly valueFiles: (environment: Pick<EnvironmentPlan, 'name'>) => readonly string[];
}

/** The charts of a repository, in the order in which a cluster that is empty needs them. */
export const chartsOf = (plan: Plan): readonly PlacedChart[] =>
  plansByNamespace(plan).flatMap(chartsIn);

/** Those that are installed in an environment, or in a part of it. */
export const chartsFor = (plan: Plan, environment: EnvironmentPlan): readonly PlacedChart[] =>
  chartsOf(plan).filter(({ environments }) => environments.includes(environment));

/** The charts of a plan as one namespace has it. */
export function chartsIn(plan: Plan): readonly PlacedChart[] {
  const whole = chartOf(plan);
  const { environments } = plan;
  const namespace = environments[0]?.part;
  if (packagingOf(plan).layout === 'umbrella')
    return [
      {
        ...whole,
        name: plan.service.name,
        description: plan.service.description,
        path: paths.chart(),
        environments,
        releaseName: ({ application }) => application,
        valueFiles: ({ name }) => paths.values(name),
      },
    ];
  const components = whole.owners.filter(({ kind }) => kind === 'component');
  const others = whole.owners.filter(({ kind }) => kind !== 'component');
  const imagePaths = new Set(whole.images.map(({ path }) => path.join('.')));
  const elsewhere: Move = (path) =>
    imagePaths.has(path.slice(0, 2).join('.')) ? imageAt(path) : ['global', ...path];
  const moveOf =
    (own: (path: ValuePath) => ValuePath | undefined): Move =>
    (path) =>
      own(path) ?? elsewhere(path);
  const images = whole.images.map((image) => ({ ...image, path: imageAt(image.path) }));
  const objectsOf = byOwner(whole.objects);
  const values = new Map(whole.values.map((row, index) => [row.path.join('.'), { row, index }]));
  const cutOf = (cut: Cut, own: readonly ChartObject[]): PlacedChart =>
    part(plan, whole, { ...cut, images, values, own });
  return [
    cutOf(
      {
        name: namespace === undefined ? sharedChart : `${sharedChart}-${namespace}`,
        description: `What the components of ${plan.service.name} share`,
        owners: others,
        move: moveOf((path) =>
          others.some(({ section }) => section === path[0]) ? path : undefined,
        ),
      },
      whole.objects.filter(({ owner }) => owner.kind !== 'component'),
    ),
    ...components.map((owner) =>
      cutOf(
        {
          name: owner.folder,
          description: `Component ${owner.key} of ${plan.service.name}`,
          owners: [owner],
          move: moveOf(([section, ...rest]) =>
            section === owner.section && rest[0] !== 'image' ? rest : undefined,
          ),
        },
        objectsOf(owner),
      ),
    ),
  ].filter(({ objects }) => objects.length > 0);
}

function packagingOf({ packaging }: Plan): HelmPlan {
  if (packaging.kind !== 'helm') throw new InternalError('a plan without charts');
  return packaging;
}

/** The folder of the chart that holds the objects of a component, a store or the routes. */
export const chartHolding = (plan: Plan, { section }: Owner): string =>
  chartsOf(plan).find(({ owners }) => owners.some((owner) => owner.section === section))?.path ??
  paths.chart();

/** The files of values of an environment, from the root of the repository. */
export const valueFilesOf = (
  { path, valueFiles }: PlacedChart,
  environment: Pick<EnvironmentPlan, 'name'>,
): readonly string[] =>
  valueFiles(environment).map((file) =>
    file.startsWith('../')
      ? `${path.slice(0, path.lastIndexOf('/'))}/${file.slice(3)}`
      : `${path}/${file}`,
  );

interface Cut {
  readonly name: string;
  readonly description: string;
  readonly owners: readonly Owner[];
  readonly move: Move;
}

interface PartInput extends Cut {
  /** The objects of its owners. */
  readonly own: readonly ChartObject[];
  /** All values by their paths, and where they stand among all. */
  readonly values: ReadonlyMap<string, { readonly row: NamedValue; readonly index: number }>;
  /** The images of all charts, which read one release file. */
  readonly images: Chart['images'];
}

/** Some owners of the whole as a chart of their own. */
function part(plan: Plan, whole: Chart, input: PartInput): PlacedChart {
  const { name, description, owners, move, own, images } = input;
  const used = usedPaths(own);
  const objects = own.map((object) => ({
    ...object,
    when: object.when.map((condition) => moveExpression(condition, move)),
    body: moveTemplate(object.body, move),
  }));
  const said = new Set(
    objects
      .flatMap(({ when, body }) => [...when, ...expressionsOf(body)])
      .flatMap(({ go }) => go.match(/"[^"]*"/g) ?? []),
  );
  const helpers = whole.helpers
    .filter((helper) => said.has(JSON.stringify(helper.name)))
    .map((helper) => ({ ...helper, body: moveTemplate(helper.body, move) }));
  const values = [...used]
    .flatMap((path) => input.values.get(path) ?? [])
    .sort((a, b) => a.index - b.index)
    .map(({ row }) => ({ ...row, path: move(row.path) }))
    .sort((a, b) => Number(a.path[0] === 'global') - Number(b.path[0] === 'global'));
  return {
    name,
    description,
    owners,
    objects,
    helpers,
    values,
    layout: laidOut(values, plan.environments.length),
    path: paths.charts(name),
    environments: plan.environments,
    images,
    releaseName: (environment) => chartReleaseOf(environment, name),
    valueFiles: (environment) => paths.values(environment.name, packagingOf(plan).upToFolder),
  };
}

/** Gives the objects of an owner, in their order. */
function byOwner(objects: readonly ChartObject[]): (owner: Owner) => readonly ChartObject[] {
  const found = new Map<Owner, ChartObject[]>();
  for (const object of objects) {
    const own = found.get(object.owner) ?? [];
    found.set(object.owner, own);
    own.push(object);
  }
  return (owner) => found.get(owner) ?? [];
}

/** All charts read one release file, which says the images of all. */
const imageAt: Move = ([section = '', , ...rest]) => ['global', 'images', section, ...rest];
