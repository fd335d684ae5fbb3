import { deployWorkflow, paths } from '../../../plan/paths.ts';
import type { BackupPlan, EnvironmentPlan, Plan, PostgresPlan } from '../../../plan/plan.ts';
import type { PackagingDocs } from '../../packaging/contract.ts';
import { packagerOf } from '../../packaging/index.ts';
import { text, type TextValues } from '../../../render/text.ts';
import type { Value } from '../../../render/spec.ts';
import { yamlOf } from '../../../render/yaml.ts';
import { bullets, code, indent, table } from '../../../render/markdown.ts';
import { again } from '../push/words.ts';
import { databasesOf } from './database-maintenance.ts';
import { shell } from '../../writing/commands.ts';
import { backupNow, recoveredAgain, restoredCluster } from './recovery.ts';

/** How backups are watched, proven and used. */
export function backupRestore(plan: Plan): TextValues {
  const { environments, service, delivery } = plan;
  const parents = delivery.kind === 'argocd' && delivery.rootApp ? [service.name] : [];
  const databases = databasesOf(environments);
  const kept = databases.flatMap(({ environment, store }) =>
    store.backup.kind === 'object-store'
      ? [
          sectionOf({
            environment,
            store,
            backup: store.backup,
            parents,
            packaging: packagerOf(plan).docs,
            delivery: delivery.kind,
          }),
        ]
      : [],
  );
  return {
    table: table(
      ['Environment', 'Cluster', 'Where', 'When (UTC, with seconds)', 'Kept'],
      databases.map(({ environment, store }) => [
        environment.name,
        code(store.objectName),
        ...policyOf(store),
      ]),
    ),
    sections: kept.join('\n'),
    monthly:
      kept.length === 0
        ? ''
        : text('docs/runbooks/backup-restore-proof.md', {
            clusters: bullets(
              databases.flatMap(({ environment, store }) =>
                store.backup.kind === 'object-store'
                  ? [`${code(store.objectName)} in ${environment.name}`]
                  : [],
              ),
            ),
          }),
  };
}

const policyOf = ({ backup }: PostgresPlan): readonly string[] =>
  backup.kind === 'none'
    ? ['**none**', `–, because: ${backup.reason}`, '–']
    : [code(backup.destination), code(backup.schedule), backup.retention];

interface KeptDatabase {
  readonly environment: EnvironmentPlan;
  readonly store: PostgresPlan;
  readonly backup: BackupPlan;
  /** Applications that would switch the automated sync of this one on again. */
  readonly parents: readonly string[];
  readonly packaging: PackagingDocs;
  readonly delivery: Plan['delivery']['kind'];
}

function sectionOf(database: KeptDatabase): string {
  const { environment, store, backup, packaging, delivery } = database;
  const { namespace } = environment;
  const copy = `${store.objectName}-restore`;
  return text('docs/runbooks/backup-restore-section.md', {
    environment: environment.name,
    namespace,
    cluster: store.objectName,
    database: store.database,
    copy,
    look: shell(
      `kubectl get scheduledbackup -n ${namespace} ${backup.objectName}`,
      `kubectl get backup -n ${namespace} --sort-by .metadata.creationTimestamp`,
      `kubectl get cluster -n ${namespace} ${store.objectName} -o jsonpath='{.status.conditions[?(@.type=="ContinuousArchiving")]}{"\\n"}'`,
    ),
    backupNow: applyCommand(backupNow(store, namespace), 'create'),
    restoredCluster: applyCommand(
      restoredCluster(store, backup, { name: copy, namespace }),
      'apply',
    ),
    compare: shell(
      `kubectl exec -it -n ${namespace} ${store.objectName}-1 -c postgres -- psql -U postgres -d ${store.database} -c '<query>'`,
      `kubectl exec -it -n ${namespace} ${copy}-1 -c postgres -- psql -U postgres -d ${store.database} -c '<query>'`,
    ),
    ...packaging.restore({
      environment,
      key: store.key,
      objectName: store.objectName,
      patch: recoveredAgain(store, backup),
    }),
    ...deliveries[delivery](database),
    copyTable: shell(
      `kubectl exec -n ${namespace} ${copy}-1 -c postgres -- pg_dump -U postgres -d ${store.database} --data-only --table <table> | kubectl exec -i -n ${namespace} ${store.objectName}-1 -c postgres -- psql -U postgres -d ${store.database} --single-transaction --set ON_ERROR_STOP=1`,
    ),
  });
}

/** How nothing is deployed for a while, and then again; the broken cluster must not write into the new archive before it is gone. */
const deliveries = {
  argocd: ({ environment, store, parents }) => ({
    off: `Switch automated sync off. Otherwise the broken cluster would write into the new archive before it is gone:\n\n${indent(shell(...[...parents, environment.application].map((application) => `argocd app set ${application} --sync-policy none`)))}`,
    on: `On \`${environment.branch}\`, switch automated sync on again from git. Argo CD creates the cluster, and it comes up from the backup:\n\n${indent(shell(`kubectl apply -f ${paths.application(environment.name)}`, ...parents.map(() => `kubectl apply -f ${paths.rootApp}`), `argocd app sync ${environment.application} --async`, readyAgain(environment, store)))}`,
  }),
  push: ({ environment, store }) => ({
    off: `Let nothing be deployed. Otherwise the broken cluster would write into the new archive before it is gone:\n\n${indent(shell(`gh workflow disable ${deployWorkflow(environment.name)}.yaml`))}`,
    on: `Let the workflow deploy again what git says. It creates the cluster, which comes up from the backup; a deployment that does not wait so long fails meanwhile, and is started again:\n\n${indent(shell(`gh workflow enable ${deployWorkflow(environment.name)}.yaml`, again(environment), readyAgain(environment, store)))}`,
  }),
} satisfies Record<Plan['delivery']['kind'], (database: KeptDatabase) => TextValues>;

const readyAgain = ({ namespace }: EnvironmentPlan, { objectName }: PostgresPlan): string =>
  `kubectl wait -n ${namespace} cluster/${objectName} --for condition=Ready --timeout 4h`;

const applyCommand = (object: Value, verb: 'apply' | 'create'): string =>
  shell(`kubectl ${verb} -f - <<'END'`, yamlOf([object]).trimEnd(), 'END');
