import type { Plan } from '../../../plan/plan.ts';
import { chartsOf, valueFilesOf } from '../../helm/charts.ts';
import { action, run } from '../../workflows/workflow.ts';
import type { Mapping } from '../../workflows/workflow.ts';

/** Helm as Argo CD 3.5 has it. */
const version = 'v4.2.4';

/** The step that installs Helm where a chart is rendered. */
export const installHelm: readonly Mapping[] = [
  action('Install Helm', 'azure/setup-helm', { version }),
];

/** The step that renders every chart for every environment into `${RUNNER_TEMP}/rendered`. */
export function renderCharts(plan: Plan): Mapping {
  const charts = chartsOf(plan);
  const rendered = charts.map((chart) => {
    const files = valueFilesOf(chart, { name: '${environment}' })
      .map((file) => `--values "${file}"`)
      .join(' ');
    const name = charts.length === 1 ? '${environment}' : `\${environment}-${chart.name}`;
    return `
  values=(${files})
  helm lint ${chart.path} --strict "\${values[@]}"
  helm template "${name}" ${chart.path} "\${values[@]}" >"\${RUNNER_TEMP}/rendered/${name}.yaml"`;
  });
  return run(
    charts.length === 1
      ? 'Render the chart for every environment'
      : 'Render the charts for every environment',
    `
mkdir -p "\${RUNNER_TEMP}/rendered"
for environment in ${plan.environments.map(({ name }) => name).join(' ')}; do${rendered.join('')}
done`,
  );
}
