import { syncWave } from '../../../kubernetes/metadata.ts';
import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../../plan/plan.ts';
import type { FileSpec } from '../../../render/spec.ts';
import { origin } from '../origin.ts';

/**
 * The folder of sealed secrets as kustomize sees it: the wave, where
 * Argo CD looks for one, is ours; the list belongs to who seals.
 */
export function kustomization({ delivery }: Plan, environment: EnvironmentPlan): FileSpec {
  const wave = delivery.hasWaves ? syncWave(environment, 'secret') : {};
  return {
    path: paths.secrets(environment.folder, 'kustomization.yaml'),
    content: {
      kind: 'yaml',
      documents: [
        {
          apiVersion: 'kustomize.config.k8s.io/v1beta1',
          kind: 'Kustomization',
          ...(delivery.hasWaves ? { commonAnnotations: wave } : {}),
          resources: [],
        },
      ],
    },
    ownership: {
      kind: 'shared',
      ours: {
        kind: 'keys',
        paths: [
          ['apiVersion'],
          ['kind'],
          ...Object.keys(wave).map((key) => ['commonAnnotations', key]),
        ],
      },
    },
    executable: false,
    origin,
  };
}
