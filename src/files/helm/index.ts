import { dashboardOf } from '../../plan/names.ts';
import { plansByNamespace } from '../../plan/namespaces.ts';
import { releasePlacesOf } from '../../plan/packaging/index.ts';
import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { managedText, managedYaml, origin, sampleYaml } from '../../render/file-specs.ts';
import { watcherOf } from '../monitoring/index.ts';
import { Commented, type FileSpec, type Value } from '../../render/spec.ts';
import { chartsIn, type PlacedChart } from './charts.ts';
import { checkCharts } from './check.ts';
import { dashboardFile } from './component-part.ts';
import { chartReadme, notes } from './documents.ts';
import { releaseValuesOf, type ChartImage } from './release.ts';
import { helperFile, objectFiles, validationFile } from './templates.ts';
import { valuesSchema } from './values-schema.ts';
import { differingValues, sharedValues } from './values-files.ts';

const from = origin(
  'helm',
  'components',
  'dataStores',
  'environments',
  'routing',
  'monitoring',
  'packaging',
);

/** Charts for all environments, and for each what is different there, what people add and the release that CI owns. */
export function helmFiles(plan: Plan): FileSpec[] {
  const namespaces = plansByNamespace(plan).map((part) => ({ part, charts: chartsIn(part) }));
  for (const { part, charts } of namespaces) checkCharts(part, charts);
  // Those of a namespace know the images of all that runs in it.
  const images = namespaces.flatMap(({ charts: [first] }) => first?.images ?? []);
  return [
    ...namespaces.flatMap(({ part, charts }) => charts.flatMap((chart) => chartFiles(part, chart))),
    ...plan.environments.map((environment) => releaseFile(environment, images)),
  ];
}

function chartFiles(plan: Plan, chart: PlacedChart): readonly FileSpec[] {
  const at = (file: string): string => `${chart.path}/${file}`;
  return [
    managedYaml(at('Chart.yaml'), [chartYaml(plan, chart)], from),
    managedYaml(at('values.yaml'), [sharedValues(chart)], from),
    {
      path: at('values.schema.json'),
      content: { kind: 'json', value: valuesSchema(chart) },
      ownership: { kind: 'managed' },
      executable: false,
      origin: from,
    },
    managedText(at('.helmignore'), ignored, from),
    managedText(at('README.md'), chartReadme(plan, chart), from),
    ...[
      helperFile(plan, chart),
      ...validationFile(chart),
      notes(plan, chart),
      ...objectFiles(plan, chart),
    ].map(({ path, text }) => managedText(at(`templates/${path}`), text, from)),
    ...dashboardFiles(plan, chart),
    ...plan.environments.flatMap((environment) => environmentFiles(plan, environment, chart)),
  ];
}

/** https://helm.sh/docs/topics/charts/ */
const chartYaml = ({ service }: Plan, { name, description }: PlacedChart): Value => ({
  apiVersion: 'v2',
  name,
  description,
  type: 'application',
  version: new Commented('1.0.0', {
    after: 'the chart is not published: git has its versions',
  }),
  home: service.repository.url,
});

/** Dashboards name series in braces, which Helm would read in a template. */
const dashboardFiles = (plan: Plan, { path, objects, owners }: PlacedChart): readonly FileSpec[] =>
  owners.flatMap((owner) => {
    const component = plan.components.find(
      ({ name }) => owner.kind === 'component' && name === owner.key,
    );
    const isShown = objects.some(
      ({ kind, name }) =>
        component !== undefined &&
        kind === 'ConfigMap' &&
        name === dashboardOf(component.objectName),
    );
    const shown =
      component === undefined || !isShown
        ? undefined
        : watcherOf(plan.environments).dashboard?.(plan, component);
    return shown === undefined
      ? []
      : [
          {
            ...managedText(`${path}/${dashboardFile(owner)}`, shown, from),
            ownership: { kind: 'managed', marker: false } as const,
          },
        ];
  });

const ignored = '.git/\n.DS_Store\n*.swp\n*.bak\n*.orig\n*~\n';

function environmentFiles(
  plan: Plan,
  environment: EnvironmentPlan,
  { path, layout }: PlacedChart,
): readonly FileSpec[] {
  const [ours, custom] = paths.values(environment.name);
  return [
    managedYaml(
      `${path}/${ours}`,
      [differingValues(environment, layout.environments[plan.environments.indexOf(environment)])],
      from,
    ),
    sampleYaml(
      `${path}/${custom}`,
      [
        new Commented(
          {},
          {
            before:
              `Your values for ${environment.name}: they override the generated ones, and this ` +
              'file is never overwritten.',
          },
        ),
      ],
      origin('custom', 'environments'),
    ),
  ];
}

/** CI writes tags and digests; ours are the names of the images, and entries of components that have none yet. */
const releaseFile = (
  { name, releaseFile: path }: EnvironmentPlan,
  images: readonly ChartImage[],
): FileSpec => ({
  path,
  content: { kind: 'yaml', documents: [releaseValuesOf(images)] },
  ownership: {
    kind: 'shared',
    ours: {
      kind: 'keys',
      paths: images.map((image) => [...image.path, 'repository']),
      whole: true,
    },
    needed: images.map((image) => [image.path]),
    named: {
      what: 'component',
      at: [
        ['*', 'image'],
        ['global', 'images', '*'],
      ],
    },
    releases: {
      places: Object.fromEntries(images.map((image) => [image.component, image.path])),
      formerly: releasePlacesOf(name).filter((place) => place !== path),
    },
  },
  executable: false,
  origin: origin('release', 'components', 'registry'),
});
