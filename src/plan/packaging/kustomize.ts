import { paths } from '../paths.ts';
import type { KustomizePlan } from './plan.ts';

/** Plain manifests with patches. */
export const kustomizePlan = (): KustomizePlan => ({
  kind: 'kustomize',
  identity: 'kustomize',
  decision: {
    title: 'Kustomize over Helm',
    rationale:
      'Plain YAML with patches that kubectl reads natively: no template language, and a ' +
      'review shows exactly what is deployed.',
    assumed: ['packaging'],
  },
  hasReleases: false,
  listsSecrets: true,
  listsImages: true,
  keep: {},
  words: {
    folder: 'k8s/',
    render: 'build the overlays before and after (`kubectl kustomize k8s/overlays/<env>`)',
    standalone: {
      change:
        'Change the files under `k8s/`, build the overlays before and after (`kubectl ' +
        'kustomize`), and review the diff: it is what will be deployed.',
      grow:
        'Raise the size of the volume in the manifest of the cluster (in `k8s/base/`, ' +
        'or in a patch of one overlay) and\nmerge it.',
      limits: 'Raise it in the manifests',
      overview: `To see which image runs where: \`grep newTag ${paths.release('*')}\`.`,
    },
  },
});

/** The file that says which images run in an environment. */
export const kustomizeRelease = (_: unknown, environment: string): string =>
  paths.release(environment);
