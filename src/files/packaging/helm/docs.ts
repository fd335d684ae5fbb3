import { ownersOf } from '../../../plan/chart-owners.ts';
import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { block, indent, shell } from '../../../render/markdown.ts';
import { text } from '../../../render/text.ts';
import { yamlOf } from '../../../render/yaml.ts';
import { chartHolding, chartsOf } from '../../helm/charts.ts';
import type { PackagingDocs, RestoredStore } from '../contract.ts';

/** What the documents say about charts. */
export const helmDocs = (plan: Plan): PackagingDocs => ({
  programs: ['helm'],
  record: 'Helm release',
  manifests: 'chart k8s',
  deployed: '`helm upgrade --install`, which rolls back automatically.',
  removed:
    '| An object that was removed from the manifests still exists | Helm deletes what ' +
    'was removed from the chart, except data stores that hold data and what they ' +
    'need: `kubectl delete` those when they are no longer needed |',
  left: 'Helm does not delete these objects, not even with the release.',
  sharedFiles: () =>
    chartsOf(plan).flatMap(({ path }) => [
      [`${path}/values.yaml`, 'Values that all environments share'] as const,
      [`${path}/README.md`, 'The table of values'] as const,
    ]),
  ownFiles: (environment) =>
    chartsOf(plan).map(({ path }) => ({
      different: `${path}/${paths.values(environment)[0]}`,
      custom: `${path}/${paths.values(environment)[1]}`,
      holds: 'values',
    })),
  symptoms: (script) => text('docs/push/runbooks/incident-helm.md', { script }).trimEnd(),
  history: ({ application, namespace }) => [`helm history ${application} -n ${namespace}`],
  revisions: ({ application, namespace }, historyMax) => ({
    says: `the last ${historyMax} revisions are kept`,
    check: `helm history ${application} -n ${namespace}`,
  }),
  emergency: ({ application, namespace, timeoutSeconds }) =>
    shell(
      `helm history ${application} -n ${namespace}`,
      `helm rollback ${application} <revision> -n ${namespace} --wait --timeout ${String(timeoutSeconds)}s`,
      '# Helm 4 fails if something else, such as kubectl scale, has set a field. To ' +
        'overwrite it, add: --server-side=true --force-conflicts',
    ),
  restore: (store) => restoreByValues(plan, store),
});

function restoreByValues(
  plan: Plan,
  { environment: { name, branch }, key, objectName }: RestoredStore,
) {
  const owner = ownersOf(plan).find(
    (candidate) => candidate.kind === 'store' && candidate.key === key,
  );
  const chart = owner === undefined ? '' : chartHolding(plan, owner);
  return {
    ask: text('docs/runbooks/backup-restore-by-values.md', {
      branch,
      customFile: `${chart}/${paths.values(name)[1]}`,
      values: indent(
        block(
          'yaml',
          yamlOf([{ [owner?.section ?? '']: { recovery: { into: `${objectName}-2` } } }]),
        ),
      ),
    }),
    keep:
      'Keep the value: the archive continues under that name. At the next restore, set ' +
      '`recovery.from` to that name and `recovery.into` to one that is new in this ' +
      'archive, and in the commands of this page use that name in place of `serverName: ' +
      `${objectName}\`.`,
  };
}
