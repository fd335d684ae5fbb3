import { paths } from '../../../plan/paths.ts';
import type { ChartLayout, HelmPlan, Plan } from '../../../plan/plan.ts';
import { chartsFor, chartsOf } from '../../helm/charts.ts';
import { helmFiles } from '../../helm/index.ts';
import type { Packager, ReleaseShape } from '../contract.ts';
import { installHelm, renderCharts } from './ci.ts';
import { helmDocs } from './docs.ts';
import { helmScript } from './script.ts';

/** Charts, and values for each environment. */
export const helm = ({ layout }: HelmPlan, plan: Plan): Packager => ({
  files: () => helmFiles(plan),
  ownPlaces: () =>
    chartsOf(plan).flatMap(({ path }) => [
      `${path}/templates/custom`,
      ...plan.environments.map(({ name }) => `${path}/${paths.values(name)[1]}`),
    ]),
  sources: (environment) =>
    chartsFor(plan, environment).map(({ path, releaseName, valueFiles }) => ({
      path,
      helm: { releaseName: releaseName(environment), valueFiles: valueFiles(environment) },
    })),
  ci: { install: installHelm, render: () => renderCharts(plan) },
  releaseShape: shapes[layout],
  script: helmScript(plan),
  docs: helmDocs(plan),
});

const shapes = {
  umbrella: { apart: '^[^ #]', nameLine: '^ *repository:', tagKey: 'tag' },
  'per-component': { apart: '^ ? ? ? ?[^ #]', nameLine: '^ *repository:', tagKey: 'tag' },
} satisfies Record<ChartLayout, ReleaseShape>;
