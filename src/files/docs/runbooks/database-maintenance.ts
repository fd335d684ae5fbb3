import type { EnvironmentPlan, Plan, PostgresPlan } from '../../../plan/plan.ts';
import { text, type TextValues } from '../../../render/text.ts';
import { upkeepTexts } from '../../writing/upkeep.ts';
import { code } from '../../../render/markdown.ts';

/** What PostgreSQL needs from a person, one section for each database. */
export const databaseMaintenance = (plan: Plan): TextValues => ({
  grow: upkeepTexts(plan).grow,
  databases: databasesOf(plan.environments).map(({ environment, store }) => ({
    environment: environment.name,
    namespace: environment.namespace,
    cluster: store.objectName,
    database: store.database,
    storage: store.storage,
    needsVacuum:
      store.parameters['autovacuum'] === 'off'
        ? text('docs/runbooks/database-without-autovacuum.md', { cluster: store.objectName })
        : '',
  })),
  pairs: databasesOf(plan.environments)
    .map(({ environment, store }) => `${code(store.objectName)} (${environment.name})`)
    .join(', '),
});

/** Every PostgreSQL cluster with the environment it runs in, production first. */
export function databasesOf(
  environments: readonly EnvironmentPlan[],
): readonly { readonly environment: EnvironmentPlan; readonly store: PostgresPlan }[] {
  return environments
    .toReversed()
    .flatMap((environment) =>
      environment.stores.flatMap((store) =>
        store.kind === 'postgres' ? [{ environment, store }] : [],
      ),
    );
}
