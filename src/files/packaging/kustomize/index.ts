import { paths } from '../../../plan/paths.ts';
import type { KustomizePlan, Plan } from '../../../plan/plan.ts';
import { text } from '../../../render/text.ts';
import { run } from '../../workflows/workflow.ts';
import { kustomizeFiles } from '../../kustomize/layout.ts';
import type { Packager } from '../contract.ts';
import { kustomizeDocs } from './docs.ts';

/** A base, and an overlay for each environment. */
export const kustomize = (_: KustomizePlan, plan: Plan): Packager => ({
  files: () => kustomizeFiles(plan),
  ownPlaces: () => plan.environments.map(({ name }) => paths.overlay(name, 'custom')),
  sources: ({ name }) => [{ path: paths.overlay(name) }],
  ci: {
    // kustomize comes with the kubectl of the runner.
    install: [],
    render: () =>
      run(
        'Build every overlay',
        `
mkdir -p "\${RUNNER_TEMP}/rendered"
for environment in ${plan.environments.map(({ name }) => name).join(' ')}; do
  kubectl kustomize "${paths.overlay('${environment}')}" >"\${RUNNER_TEMP}/rendered/\${environment}.yaml"
done`,
      ),
  },
  releaseShape: { apart: '^ *- ', nameLine: '^ *- *name:', tagKey: 'newTag' },
  script: {
    programs: 'kubectl curl gzip base64',
    functions: ({ fieldManager }) =>
      text('scripts/deploy/kustomize.sh', {
        overlay: paths.overlay('${environment}'),
        fieldManager,
        record: '"${release}-deployed"',
      }),
    defaults: '',
    settings: ({ application }) => ` release=${application}`,
    charts: () => [],
  },
  docs: kustomizeDocs,
});
