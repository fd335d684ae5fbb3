import { paths } from '../../../plan/paths.ts';
import { block, code, indent, shell } from '../../../render/markdown.ts';
import { text } from '../../../render/text.ts';
import { yamlOf } from '../../../render/yaml.ts';
import type { PackagingDocs, RestoredStore } from '../contract.ts';

/** What the documents say about overlays. */
export const kustomizeDocs: PackagingDocs = {
  programs: [],
  record: 'Record',
  manifests: 'k8s',
  deployed: '`kubectl apply --server-side` of the overlay.',
  removed:
    '| Something that left the manifests still runs | Nothing is deleted by itself: ' +
    'the log of the deployment names it; `kubectl delete` it when nothing needs it |',
  sharedFiles: () => [[paths.base('kustomization.yaml'), 'Manifests that all environments share']],
  ownFiles: (environment) => [
    {
      different: paths.overlay(environment, 'kustomization.yaml'),
      custom: paths.overlay(environment, 'custom/kustomization.yaml'),
      holds: 'patches and resources',
    },
  ],
  symptoms: () => '',
  history: () => [],
  revisions: () => undefined,
  emergency: ({ namespace, workloads, releaseFile }, byHand) =>
    [
      shell(
        ...workloads.map(
          ({ component }) =>
            `kubectl rollout undo -n ${namespace} deployment/${component.objectName}`,
        ),
      ),
      '',
      'That brings back the pods alone, not what they are configured with. ' +
        `Or, from a clone whose ${code(releaseFile)} names the old images:`,
      '',
      shell(byHand),
    ].join('\n'),
  restore: restoreByPatch,
};

function restoreByPatch({ environment: { name, branch }, objectName, patch }: RestoredStore) {
  const patchName = `restore-${objectName}.yaml`;
  return {
    ask: text('docs/runbooks/backup-restore-by-patch.md', {
      branch,
      patchFile: paths.overlay(name, `custom/${patchName}`),
      patchName,
      customFile: paths.overlay(name, 'custom/kustomization.yaml'),
      patch: indent(block('yaml', yamlOf([patch]))),
    }),
    keep:
      'Keep the patch: the archive goes on under its `serverName`. ' +
      'At the next restore that name takes the place of `serverName: ' +
      `${objectName}\` in the commands of this page.`,
  };
}
