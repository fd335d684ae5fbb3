import { everyPartOf, plansByNamespace } from '../../../plan/namespaces.ts';
import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { block, code, indent, shell } from '../../../render/markdown.ts';
import { text } from '../../../render/text.ts';
import { yamlOf } from '../../../render/yaml.ts';
import type { PackagingDocs, RestoredStore } from '../contract.ts';

/** What the documents say about overlays. */
export const kustomizeDocs = (plan: Plan): PackagingDocs => ({
  programs: [],
  record: 'Record',
  manifests: 'k8s',
  deployed: '`kubectl apply --server-side` of the overlay.',
  removed:
    '| An object that was removed from the manifests still exists | Nothing is deleted ' +
    'automatically: the log of the deployment lists it; `kubectl delete` it when it is ' +
    'no longer needed |',
  left: 'A deployment deletes nothing; its log lists what is no longer in the manifests.',
  sharedFiles: () =>
    plansByNamespace(plan).map(({ environments: [first] }) => [
      paths.base('kustomization.yaml', first?.part),
      'Manifests that all environments share',
    ]),
  ownFiles: (environment) => {
    const folder = everyPartOf(plan, environment);
    return [
      {
        different: paths.overlay(folder, 'kustomization.yaml'),
        custom: paths.overlay(folder, 'custom/kustomization.yaml'),
        holds: 'patches and resources',
      },
    ];
  },
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
      'That rolls back the pods, but not their configuration. Or, from a clone whose ' +
        `${code(releaseFile)} names the old images:`,
      '',
      shell(byHand),
    ].join('\n'),
  restore: restoreByPatch,
});

function restoreByPatch({ environment: { folder, branch }, objectName, patch }: RestoredStore) {
  const patchName = `restore-${objectName}.yaml`;
  return {
    ask: text('docs/runbooks/backup-restore-by-patch.md', {
      branch,
      patchFile: paths.overlay(folder, `custom/${patchName}`),
      patchName,
      customFile: paths.overlay(folder, 'custom/kustomization.yaml'),
      patch: indent(block('yaml', yamlOf([patch]))),
    }),
    keep:
      'Keep the patch: the archive continues under its `serverName`. At the next ' +
      `restore, use that name in place of \`serverName: ${objectName}\` in the commands of ` +
      'this page.',
  };
}
