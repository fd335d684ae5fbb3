import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { code, table, tidy } from '../docs/markdown.ts';
import { bare } from '../kustomize/value.ts';
import type { Value } from '../spec.ts';
import { text } from '../text.ts';
import { upkeepTexts } from '../upkeep.ts';
import type { Chart } from './chart.ts';
import type { TemplateFile } from './templates.ts';
import { sharedValue, type NamedValue } from './values.ts';

/** `chart/README.md`: how the chart is used, and the table of its values. */
export const chartReadme = (plan: Plan, { values }: Chart): string =>
  tidy(text('docs/chart.md', {
    name: plan.service.name,
    change: upkeepTexts(plan).values,
    writer: upkeepTexts(plan).writer,
    environments: plan.environments.map(({ name, namespace, application }) => ({ command: renderCommand({ name, namespace, application }) })),
    values: table(['Value', 'Meaning', 'Shared', ...plan.environments.map(({ name }) => name)], values.map(rowOf)),
  }));

function rowOf({ path, description, values, optional }: NamedValue): readonly string[] {
  const shared = optional ? undefined : sharedValue(values);
  return [code(path.join('.')), description, shown(shared), ...values.map((value) => (JSON.stringify(value) === JSON.stringify(shared) ? '' : shown(value)))];
}

const shown = (value: Value | undefined): string => (value === undefined || bare(value) === '' ? '–' : code(JSON.stringify(bare(value)).replaceAll('`', "'")));

/** Renders one environment as Argo CD does. */
export const renderCommand = ({ name, namespace, application }: { readonly name: string; readonly namespace: string; readonly application: string }): string =>
  `helm template ${application} chart --namespace ${namespace} ${paths.values(name).map((file) => `--values ${paths.chart(file)}`).join(' ')}`;

/** `NOTES.txt`: what a person who installs the chart by hand reads. */
export const notes = ({ components }: Plan): TemplateFile => ({
  path: 'NOTES.txt',
  text: [
    '{{ .Chart.Name }} runs in {{ .Release.Namespace }} as release {{ .Release.Name }}.',
    '',
    'Wait until it is ready:',
    ...components.map(({ objectName }) => `  kubectl rollout status --namespace {{ .Release.Namespace }} deployment/${objectName}`),
    '',
  ].join('\n'),
});
