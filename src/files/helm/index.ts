import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { managedText, managedYaml, origin, sampleYaml } from '../file-specs.ts';
import { Commented, type FileSpec, type Value } from '../spec.ts';
import { chartOf, type Chart } from './chart.ts';
import { checkChart } from './check.ts';
import { chartReadme, notes } from './documents.ts';
import { released } from './release.ts';
import { helperFile, objectFiles, validationFile } from './templates.ts';
import { valuesSchema } from './values-schema.ts';
import { differingValues, sharedValues } from './values-files.ts';

const from = origin('helm', 'components', 'dataStores', 'environments', 'routing', 'packaging');

/** One chart for all environments, and for each what is different there, what people add and the release that CI owns. */
export function helmFiles(plan: Plan): FileSpec[] {
  const chart = chartOf(plan);
  checkChart(plan, chart);
  return [
    managedYaml(paths.chart('Chart.yaml'), [chartYaml(plan)], from),
    managedYaml(paths.chart('values.yaml'), [sharedValues(plan, chart)], from),
    { path: paths.chart('values.schema.json'), content: { kind: 'json', value: valuesSchema(chart) }, ownership: { kind: 'managed' }, executable: false, origin: from },
    managedText(paths.chart('.helmignore'), ignored, from),
    managedText(paths.chart('README.md'), chartReadme(plan, chart), from),
    ...[helperFile(plan, chart), ...validationFile(chart), notes(plan), ...objectFiles(plan, chart)].map(({ path, text }) => managedText(paths.chart(`templates/${path}`), text, from)),
    ...plan.environments.flatMap((environment) => environmentFiles(plan, environment, chart)),
  ];
}

/** https://helm.sh/docs/topics/charts/ */
const chartYaml = ({ service }: Plan): Value => ({
  apiVersion: 'v2', name: service.name, description: service.description, type: 'application',
  version: new Commented('1.0.0', { after: 'the chart is not published, so its version says nothing; git does' }),
  home: service.repository.url,
});

const ignored = '.git/\n.DS_Store\n*.swp\n*.bak\n*.orig\n*~\n';

function environmentFiles(plan: Plan, environment: EnvironmentPlan, { layout, owners }: Chart): readonly FileSpec[] {
  const [ours, custom] = paths.values(environment.name);
  return [
    managedYaml(paths.chart(ours), [differingValues(environment, layout.environments[plan.environments.indexOf(environment)])], from),
    sampleYaml(paths.chart(custom), [new Commented({}, { before: `Values of your own for ${environment.name}: they win over ours, and nobody overwrites this file.` })], origin('custom', 'environments')),
    releaseFile(plan, environment, owners),
  ];
}

/** CI writes tags and digests; ours are the names of the images, and entries of components that have none yet. */
function releaseFile(plan: Plan, { releaseFile: path }: EnvironmentPlan, owners: Chart['owners']): FileSpec {
  const components = owners.filter(({ kind }) => kind === 'component');
  return {
    path,
    content: { kind: 'yaml', documents: [released(plan, owners)] },
    ownership: { kind: 'shared', ours: { kind: 'keys', paths: components.map(({ section }) => [section, 'image', 'repository']) }, needed: components.map(({ section }) => [[section, 'image']]) },
    executable: false,
    origin: origin('release', 'components', 'registry'),
  };
}
