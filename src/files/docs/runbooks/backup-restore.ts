import { paths } from '../../../plan/paths.ts';
import type { BackupPlan, EnvironmentPlan, Plan, PostgresPlan } from '../../../plan/plan.ts';
import { text, type TextValues } from '../../text.ts';
import type { Value } from '../../spec.ts';
import { yamlOf } from '../../yaml.ts';
import { block, bullets, code, nested, table } from '../markdown.ts';
import { databasesOf } from './database-maintenance.ts';
import { shell } from './commands.ts';
import { backupNow, recoveredAgain, restoredCluster } from './recovery.ts';

/** How backups are watched, proven and used. */
export function backupRestore({ environments, service, delivery }: Plan): TextValues {
  const parents = delivery.rootApp ? [service.name] : [];
  const databases = databasesOf(environments);
  const kept = databases.flatMap(({ environment, store }) => (store.backup.kind === 'object-store' ? [sectionOf({ environment, store, backup: store.backup, parents })] : []));
  return {
    table: table(['Environment', 'Cluster', 'Where', 'When (UTC, with seconds)', 'Kept'], databases.map(({ environment, store }) => [environment.name, code(store.objectName), ...policyOf(store)])),
    sections: kept.join('\n'),
    monthly: kept.length === 0 ? '' : text('docs/runbooks/backup-restore-proof.md', { clusters: bullets(databases.flatMap(({ environment, store }) => (store.backup.kind === 'object-store' ? [`${code(store.objectName)} in ${environment.name}`] : []))) }),
  };
}

const policyOf = ({ backup }: PostgresPlan): readonly string[] => (backup.kind === 'none' ? ['**none**', `–, because: ${backup.reason}`, '–'] : [code(backup.destination), code(backup.schedule), backup.retention]);

interface KeptDatabase {
  readonly environment: EnvironmentPlan;
  readonly store: PostgresPlan;
  readonly backup: BackupPlan;
  /** Applications that would switch the automated sync of this one on again. */
  readonly parents: readonly string[];
}

function sectionOf({ environment, store, backup, parents }: KeptDatabase): string {
  const { namespace } = environment;
  const copy = `${store.objectName}-restore`;
  return text('docs/runbooks/backup-restore-section.md', {
    environment: environment.name, branch: environment.branch, application: environment.application, namespace,
    cluster: store.objectName, database: store.database, copy,
    look: shell(`kubectl get scheduledbackup -n ${namespace} ${backup.objectName}`, `kubectl get backup -n ${namespace} --sort-by .metadata.creationTimestamp`, `kubectl get cluster -n ${namespace} ${store.objectName} -o jsonpath='{.status.conditions[?(@.type=="ContinuousArchiving")]}{"\\n"}'`),
    backupNow: applied(backupNow(store, namespace), 'create'),
    restoredCluster: applied(restoredCluster(store, backup, { name: copy, namespace }), 'apply'),
    compare: shell(`kubectl exec -it -n ${namespace} ${store.objectName}-1 -c postgres -- psql -U postgres -d ${store.database} -c '<query>'`, `kubectl exec -it -n ${namespace} ${copy}-1 -c postgres -- psql -U postgres -d ${store.database} -c '<query>'`),
    patchFile: paths.overlay(environment.name, `custom/restore-${store.objectName}.yaml`),
    patchName: `restore-${store.objectName}.yaml`,
    customFile: paths.overlay(environment.name, 'custom/kustomization.yaml'),
    patch: nested(block('yaml', yamlOf([recoveredAgain(store, backup)]))),
    off: nested(shell(...[...parents, environment.application].map((application) => `argocd app set ${application} --sync-policy none`))),
    on: nested(shell(`kubectl apply -f ${paths.application(environment.name)}`, ...parents.map(() => `kubectl apply -f ${paths.rootApp}`), `argocd app sync ${environment.application} --async`, `kubectl wait -n ${namespace} cluster/${store.objectName} --for condition=Ready --timeout 4h`)),
    copyTable: shell(`kubectl exec -n ${namespace} ${copy}-1 -c postgres -- pg_dump -U postgres -d ${store.database} --data-only --table <table> | kubectl exec -i -n ${namespace} ${store.objectName}-1 -c postgres -- psql -U postgres -d ${store.database} --single-transaction --set ON_ERROR_STOP=1`),
  });
}

const applied = (object: Value, verb: 'apply' | 'create'): string => shell(`kubectl ${verb} -f - <<'END'`, yamlOf([object]).trimEnd(), 'END');
