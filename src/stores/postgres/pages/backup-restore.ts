import { bullets, code, shell, table } from '../../../render/markdown.ts';
import type { Value } from '../../../render/spec.ts';
import { text } from '../../../render/text.ts';
import { yamlOf } from '../../../render/yaml.ts';
import type { StorePage, StorePlace } from '../../documents.ts';
import type { ArchivePlan } from '../backup/contract.ts';
import { backupOf } from '../backup/index.ts';
import type { PostgresPlan } from '../plan.ts';
import { backupNow, recoveryPatchOf, restoreClusterOf } from './recovery.ts';

/** How backups are watched, proven and used. */
export const backupRestore: StorePage<PostgresPlan> = {
  topic: 'backup-restore',
  when: 'Data was lost, or a restore test is due',
  summary: 'Back up and restore',
  values: (places) => {
    const kept = places.flatMap((place) => {
      const archive = backupOf(place.store.backup).archive(place.store.backup);
      return archive === undefined ? [] : [{ ...place, archive }];
    });
    return {
      table: table(
        ['Environment', 'Cluster', 'Where', 'When (UTC, with seconds)', 'Kept'],
        places.map(({ environment, store: { objectName, backup } }) => [
          environment.name,
          code(objectName),
          ...backupOf(backup).cells(backup),
        ]),
      ),
      sections: kept.map(sectionOf).join('\n'),
      monthly:
        kept.length === 0
          ? ''
          : text('docs/runbooks/backup-restore-proof.md', {
              clusters: bullets(
                kept.map(
                  ({ environment, store }) => `${code(store.objectName)} in ${environment.name}`,
                ),
              ),
            }),
    };
  },
};

interface KeptDatabase extends StorePlace<PostgresPlan> {
  readonly archive: ArchivePlan;
}

function sectionOf(database: KeptDatabase): string {
  const { environment, store, archive, delivery, restore } = database;
  const { namespace } = environment;
  const copy = `${store.objectName}-restore`;
  return text('docs/runbooks/backup-restore-section.md', {
    environment: environment.name,
    namespace,
    cluster: store.objectName,
    database: store.database,
    copy,
    look: shell(
      `kubectl get scheduledbackup -n ${namespace} ${archive.objectName}`,
      `kubectl get backup -n ${namespace} --sort-by .metadata.creationTimestamp`,
      `kubectl get cluster -n ${namespace} ${store.objectName} -o ` +
        'jsonpath=\'{.status.conditions[?(@.type=="ContinuousArchiving")]}{"\\n"}\'',
    ),
    backupNow: applyCommand(backupNow(store, namespace), 'create'),
    restoredCluster: applyCommand(
      restoreClusterOf(store, archive, { name: copy, namespace }),
      'apply',
    ),
    compare: shell(
      `kubectl exec -it -n ${namespace} ${store.objectName}-1 -c postgres -- psql -U ` +
        `postgres -d ${store.database} -c '<query>'`,
      `kubectl exec -it -n ${namespace} ${copy}-1 -c postgres -- psql -U postgres -d ${store.database} -c '<query>'`,
    ),
    ...restore(recoveryPatchOf(store, archive)),
    // The broken cluster must not write into the new archive before it is gone.
    off: delivery.off,
    on: delivery.on(
      `kubectl wait -n ${namespace} cluster/${store.objectName} --for condition=Ready --timeout 4h`,
    ),
    copyTable: shell(
      `kubectl exec -n ${namespace} ${copy}-1 -c postgres -- pg_dump -U postgres -d ` +
        `${store.database} --data-only --table <table> | kubectl exec -i -n ${namespace} ` +
        `${store.objectName}-1 -c postgres -- psql -U postgres -d ${store.database} ` +
        '--single-transaction --set ON_ERROR_STOP=1',
    ),
  });
}

const applyCommand = (object: Value, verb: 'apply' | 'create'): string =>
  shell(`kubectl ${verb} -f - <<'END'`, yamlOf([object]).trimEnd(), 'END');
