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
  deployed: '`helm upgrade --install`, which rolls back by itself.',
  removed:
    '| Something that left the manifests still runs | Helm deletes what left the chart, ' +
    'but what holds data: `kubectl delete` that when nothing needs it |',
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
      '# Helm 4 stops where something else has set a field, such as kubectl scale; ' +
        'what was there wins with: --server-side=true --force-conflicts',
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
      'Keep the value: the archive goes on under that name. ' +
      'At the next restore `recovery.from` is that name, `recovery.into` one that this ' +
      'archive has never seen, and in the commands of this page it takes the place of ' +
      `\`serverName: ${objectName}\`.`,
  };
}
