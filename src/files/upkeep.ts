import { paths } from '../plan/paths.ts';
import type { Plan } from '../plan/plan.ts';

/** What workflows and documents say about changing files, and the programs that they may name. */
interface UpkeepTexts {
  /** Edits release files, in a workflow. */
  readonly release: string;
  /** Who writes what we generate, as the table of files says it. */
  readonly writer: string;
  /** Brings back a file of ours that is missing. */
  readonly restore: string;
  /** How the deployment is changed: sentences of the documents. */
  readonly pages: string;
  readonly records: string;
  readonly change: string;
  readonly grow: string;
  readonly wrong: string;
  readonly limits: string;
  readonly readme: string;
  /** How values of a chart are changed. */
  readonly values: string;
  /** How the seal script works. */
  readonly kubeseal: string;
  /** How a template of a secret becomes a sealed one. */
  readonly fillIn: (environment: string, secret: string) => string;
  /** How to see what runs where. */
  readonly overview: (from: string) => string;
  /** Text template of what brings back an earlier release. */
  readonly rollback: string;
}

/** What is said where we keep the files, or else their people. */
export const upkeepTexts = ({ upkeep, packaging, chartLayout = 'umbrella' }: Pick<Plan, 'upkeep'> & Partial<Pick<Plan, 'packaging' | 'chartLayout'>>): UpkeepTexts => (packaging === 'helm' ? { ...texts[upkeep], ...ofCharts(folders[chartLayout])[upkeep] } : texts[upkeep]);

/** Where charts stand, and the values of stores in them. */
const folders = { umbrella: { folder: 'chart/', values: 'chart/values.yaml' }, 'per-component': { folder: 'charts/', values: 'charts/shared/values.yaml' } } satisfies Record<Plan['chartLayout'], Folders>;

const changeIn = (folder: string): string => [
  `Everything under \`${folder}\`, \`argocd/\`, \`.github/workflows/\` and \`docs/\` follows from \`.projenrc.ts\`. Edit that file, then:`,
  '',
  '```bash',
  'npx projen                          # bring every generated file in line',
  'npx gitops-service diff --rendered  # what that would change on the clusters',
  'npx gitops-service check            # what would change, exit code 1 if anything does',
  'npx gitops-service explain <path>   # where a file comes from and who may change it',
  '```',
].join('\n');

const texts: Readonly<Record<Plan['upkeep'], UpkeepTexts>> = {
  generated: {
    release: 'npx --no-install gitops-service',
    writer: 'the generator',
    restore: 'run npx projen',
    pages: `These pages are generated from \`${paths.config}\`: every name in them is the one that is deployed.`,
    records: `The records follow from the config;\nadd your own under \`decisions\` in \`${paths.config}\`, with a title of your own or one of these to replace its reason.`,
    change: `Change the config in \`${paths.config}\`, run \`npx projen\`, and review the diff: it is what the clusters will get.`,
    grow: `Raise \`storage\` of the store in \`${paths.config}\` (under \`environments.<env>.overrides.dataStores\` for one environment), run \`npx projen\`, and\nmerge the result.`,
    wrong: 'change the config or tell the owners of the generator',
    limits: 'Raise it in the config',
    readme: changeIn('k8s/'),
    values: `To change a value for good, change \`${paths.config}\` and run \`npx projen\`; to try one, or for what the config cannot say, set it in \`custom-<environment>.yaml\`.`,
    kubeseal: 'With kubeseal; "npx gitops-service seal" does the same without it, and seals again only what has changed.',
    fillIn: (environment, secret) => `Filled in beside this file by: npx gitops-service secrets init ${environment}\nThen sealed by: npx gitops-service seal ${environment} ${secret}`,
    overview: (from) => `To see what runs where, and how far ${from} is ahead: \`npx gitops-service releases\`.`,
    rollback: 'docs/runbooks/rollback-command.md',
  },
  standalone: {
    release: `./${paths.releaseScript}`,
    writer: 'you',
    restore: 'take it from git history',
    pages: 'These pages were made together with the manifests: change them together too.',
    records: 'Add your own as a file beside them, and list it here.',
    change: 'Change the files under `k8s/`, build the overlays before and after (`kubectl kustomize`), and review the difference: it is what the clusters will get.',
    grow: 'Raise the size of the volume in the manifest of the cluster (in `k8s/base/`, or in a patch of one overlay) and\nmerge it.',
    wrong: 'correct it',
    limits: 'Raise it in the manifests',
    readme: 'The files under `k8s/` and `argocd/` are the deployment. Change them, build the overlays before and after (`kubectl kustomize k8s/overlays/<env>`), and review the difference.',
    values: 'A value that all environments share is changed in `values.yaml`, one of an environment in `values-<environment>.yaml`.',
    kubeseal: 'With kubeseal.',
    fillIn: (_, secret) => `Copy to ${secret}.secret.yaml, fill in, then run ./convert-secret.sh here. Never commit the copy.`,
    overview: () => `To see what runs where: \`grep newTag ${paths.release('*')}\`.`,
    rollback: 'docs/runbooks/rollback-script.md',
  },
};

/** What is said otherwise where the manifests are a chart. */
interface Folders {
  readonly folder: string;
  readonly values: string;
}

const ofCharts = ({ folder, values }: Folders): Readonly<Record<Plan['upkeep'], Partial<UpkeepTexts>>> => ({
  generated: { readme: changeIn(folder) },
  standalone: {
    change: `Change the files under \`${folder}\`, render before and after (\`helm template\`), and review the difference: it is what the clusters will get.`,
    grow: `Raise \`storage\` of the store in \`${values}\` (or in the values of one environment) and\nmerge it.`,
    limits: 'Raise it in the values',
    readme: `The files under \`${folder}\` and \`argocd/\` are the deployment. Change them, render before and after, as the README of the chart says, and review the difference.`,
    overview: () => `To see what runs where: \`grep tag: ${folder}release-*.yaml\`.`,
  },
});
