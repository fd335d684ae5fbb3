import { partsOf } from '../../../plan/namespaces.ts';
import { paths } from '../../../plan/paths.ts';
import type { KustomizePlan, Plan } from '../../../plan/plan.ts';
import { text } from '../../../render/text.ts';
import { run, type Mapping } from '../../workflows/workflow.ts';
import { overlayLoop, type OverlayLoop } from '../../writing/overlay-loop.ts';
import { kustomizeFiles } from '../../kustomize/layout.ts';
import type { Packager } from '../contract.ts';
import { kustomizeDocs } from './docs.ts';

/** A base, and an overlay for each environment. */
export const kustomize = (_: KustomizePlan, plan: Plan): Packager => ({
  files: () => kustomizeFiles(plan),
  ownPlaces: () =>
    plan.environments.flatMap(partsOf).map(({ folder }) => paths.overlay(folder, 'custom')),
  sources: ({ folder }) => [{ path: paths.overlay(folder) }],
  ci: {
    // kustomize comes with the kubectl of the runner.
    install: [],
    render: () => buildStep(overlayLoop(plan)),
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
  docs: kustomizeDocs(plan),
});

const buildStep = ({ places, variable, fileName }: OverlayLoop): Mapping =>
  run(
    'Build every overlay',
    `
mkdir -p "\${RUNNER_TEMP}/rendered"
for ${variable} in ${places}; do
  kubectl kustomize "${paths.overlay(`\${${variable}}`)}" >"\${RUNNER_TEMP}/rendered/${fileName}.yaml"
done`,
  );
