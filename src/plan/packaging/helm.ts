import type { Config } from '../../config/config.ts';
import { keepWords } from '../../domain/keep.ts';
import { paths } from '../paths.ts';
import type { ChartLayout, HelmPlan } from './plan.ts';

type HelmConfig = Extract<Config['packaging'], { kind: 'helm' }>;

/** Where charts stand, and the values of stores in them. */
const layouts = {
  umbrella: { folder: 'chart', upToFolder: '', storeValues: 'chart/values.yaml' },
  'per-component': {
    folder: 'charts',
    upToFolder: '../',
    storeValues: 'charts/shared/values.yaml',
  },
} as const satisfies Record<
  ChartLayout,
  Pick<HelmPlan, 'folder' | 'upToFolder'> & { readonly storeValues: string }
>;

/** The folders in which charts may stand. */
export const helmFolders: readonly string[] = Object.values(layouts).map(({ folder }) => folder);

/** Charts with named values. */
export function helmPlan({ layout }: HelmConfig): HelmPlan {
  const { folder, upToFolder, storeValues } = layouts[layout];
  return {
    kind: 'helm',
    layout,
    folder,
    upToFolder,
    identity: `helm ${layout}`,
    decision: {
      title: 'Helm over Kustomize',
      rationale:
        'One chart with named values: one file holds every setting, checked by a schema, and ' +
        'one per environment holds the differences.',
    },
    hasReleases: layout === 'per-component',
    listsSecrets: false,
    listsImages: false,
    keep: keepWords.helm,
    words: {
      folder: `${folder}/`,
      render: 'render before and after, as described in the README of the chart',
      standalone: {
        change:
          `Change the files under \`${folder}/\`, render before and after (\`helm template\`), ` +
          'and review the diff: it is what will be deployed.',
        grow:
          `Raise \`storage\` of the store in \`${storeValues}\` (or in the values of one ` +
          'environment) and\nmerge it.',
        limits: 'Raise it in the values',
        overview: `To see which image runs where: \`grep tag: ${folder}/release-*.yaml\`.`,
      },
    },
  };
}

/** The file that says which images run in an environment. */
export const helmRelease = ({ folder }: HelmPlan, environment: string): string =>
  paths.chartRelease(folder, environment);
