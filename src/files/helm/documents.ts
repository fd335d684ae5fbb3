import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { code, table, tidy } from '../../render/markdown.ts';
import { byHand } from '../writing/by-hand.ts';
import { bare } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import { text } from '../../render/text.ts';
import { upkeepTexts } from '../writing/upkeep.ts';
import { valueFilesOf, type PlacedChart } from './charts.ts';
import type { TemplateFile } from './templates.ts';
import { baseOf, type NamedValue } from './values.ts';

/** `chart/README.md`: how the chart is used, and the table of its values. */
export const chartReadme = (plan: Plan, chart: PlacedChart): string =>
  tidy(
    text('docs/chart.md', {
      name: chart.name,
      release: chart.valueFiles({ name: '<environment>' }).at(-1),
      change: upkeepTexts(plan).values,
      writer: upkeepTexts(plan).writer,
      filled: plan.environments.some(({ variables }) => variables.length > 0)
        ? 'Hosts contain CI variables, which Helm does not know and `values.schema.json` ' +
          'rejects: the script substitutes them with the values set in front of it.'
        : '',
      environments: plan.environments.map((environment) => ({
        command:
          environment.variables.length === 0
            ? renderCommand(chart, environment)
            : `${byHand(environment)} --render`,
      })),
      values: table(
        ['Value', 'Meaning', 'Default', ...plan.environments.map(({ name }) => name)],
        chart.values.map(rowOf),
      ),
    }),
  );

function rowOf(row: NamedValue): readonly string[] {
  const { path, description, values } = row;
  const shared = baseOf(row);
  return [
    code(path.join('.')),
    description,
    valueText(shared),
    ...values.map((value) =>
      JSON.stringify(value) === JSON.stringify(shared) ? '' : valueText(value),
    ),
  ];
}

const valueText = (value: Value | undefined): string =>
  value === undefined || bare(value) === '' ? '–' : code(JSON.stringify(bare(value)));

/** Renders one environment as Argo CD does. */
const renderCommand = (chart: PlacedChart, environment: EnvironmentPlan): string =>
  `helm template ${chart.releaseName(environment)} ${chart.path} --namespace ${environment.namespace} ${valueFilesOf(
    chart,
    environment,
  )
    .map((file) => `--values ${file}`)
    .join(' ')}`;

/** `NOTES.txt`: what a person who installs the chart by hand reads. */
export const notes = ({ components }: Plan, { owners }: PlacedChart): TemplateFile => {
  const own = components.filter(({ name }) =>
    owners.some(({ kind, key }) => kind === 'component' && key === name),
  );
  return {
    path: 'NOTES.txt',
    text: [
      '{{ .Chart.Name }} runs in {{ .Release.Namespace }} as release {{ .Release.Name }}.',
      '',
      ...(own.length === 0
        ? ['List its objects:', '  kubectl get all --namespace {{ .Release.Namespace }}']
        : ['Wait until it is ready:']),
      ...own.map(
        ({ objectName }) =>
          `  kubectl rollout status --namespace {{ .Release.Namespace }} deployment/${objectName}`,
      ),
      '',
    ].join('\n'),
  };
};
