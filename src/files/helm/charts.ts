import { InternalError } from '../../errors.ts';
import { freeName, type Owner } from '../../plan/chart-owners.ts';
import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, HelmPlan, Plan } from '../../plan/plan.ts';
import { chartOf, usedPaths, type Chart } from './chart.ts';
import { moveExpression, moveTemplate, type Move } from './move-template.ts';
import { expressionsOf, type ValuePath } from '../chart-parts/template.ts';
import { laidOut } from './values.ts';

/** A chart as it stands in the repository. */
export interface PlacedChart extends Chart {
  /** What `Chart.yaml` calls it. */
  readonly name: string;
  readonly description: string;
  /** Its folder: `chart`, or `charts/backend`. */
  readonly path: string;
  /** The Helm release of an environment; no object is named after it. */
  readonly releaseName: (environment: EnvironmentPlan) => string;
  /** What Helm reads after `values.yaml`, in this order, relative to the folder: the last one is written by CI. */
  readonly valueFiles: (environment: Pick<EnvironmentPlan, 'name'>) => readonly string[];
}

/** The charts of a repository, in the order in which a cluster that is empty needs them. */
export function chartsOf(plan: Plan): readonly PlacedChart[] {
  const whole = chartOf(plan);
  if (packagingOf(plan).layout === 'umbrella')
    return [
      {
        ...whole,
        name: plan.service.name,
        description: plan.service.description,
        path: paths.chart(),
        releaseName: ({ application }) => application,
        valueFiles: ({ name }) => paths.values(name),
      },
    ];
  const components = whole.owners.filter(({ kind }) => kind === 'component');
  const others = whole.owners.filter((owner) => !components.includes(owner));
  const elsewhere: Move = (path) =>
    whole.images.some((image) => image.path.every((key, index) => path[index] === key))
      ? imageAt(path)
      : ['global', ...path];
  const moveOf =
    (own: (path: ValuePath) => ValuePath | undefined): Move =>
    (path) =>
      own(path) ?? elsewhere(path);
  const shared = freeName('shared', 'chart', new Set(components.map(({ folder }) => folder)));
  return [
    part(plan, whole, {
      name: shared,
      description: `What the components of ${plan.service.name} share`,
      owners: others,
      move: moveOf((path) =>
        others.some(({ section }) => section === path[0]) ? path : undefined,
      ),
    }),
    ...components.map((owner) =>
      part(plan, whole, {
        name: owner.folder,
        description: `Component ${owner.key} of ${plan.service.name}`,
        owners: [owner],
        move: moveOf(([section, ...rest]) =>
          section === owner.section && rest[0] !== 'image' ? rest : undefined,
        ),
      }),
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

/** Some owners of the whole as a chart of their own. */
function part(plan: Plan, whole: Chart, { name, description, owners, move }: Cut): PlacedChart {
  const own = whole.objects.filter(({ owner }) => owners.includes(owner));
  const used = usedPaths(own);
  const objects = own.map((object) => ({
    ...object,
    when: object.when.map((condition) => moveExpression(condition, move)),
    body: moveTemplate(object.body, move),
  }));
  const said = objects
    .flatMap(({ when, body }) => [...when, ...expressionsOf(body)])
    .map(({ go }) => go)
    .join('\n');
  const helpers = whole.helpers
    .filter((helper) => said.includes(JSON.stringify(helper.name)))
    .map((helper) => ({ ...helper, body: moveTemplate(helper.body, move) }));
  const values = whole.values
    .filter(({ path }) => used.has(path.join('.')))
    .map((row) => ({ ...row, path: move(row.path) }))
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
    images: whole.images.map(({ path, repository }) => ({ path: move(path), repository })),
    releaseName: ({ application }) => `${application}-${name}`,
    valueFiles: (environment) => paths.values(environment.name, packagingOf(plan).upToFolder),
  };
}

/** All charts read one release file, which says the images of all. */
const imageAt: Move = ([section = '', , ...rest]) => ['global', 'images', section, ...rest];
