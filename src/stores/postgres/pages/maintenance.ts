import { code } from '../../../render/markdown.ts';
import { text } from '../../../render/text.ts';
import type { StorePage } from '../../documents.ts';
import type { PostgresPlan } from '../plan.ts';

/** What PostgreSQL needs from a person, one section for each database. */
export const maintenance: StorePage<PostgresPlan> = {
  topic: 'database-maintenance',
  when: 'After loading data, when queries are slow, or when a volume fills up',
  summary: 'Maintain the databases',
  values: (places, { grow }) => ({
    grow,
    databases: places.map(({ environment, store }) => ({
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
    pairs: places
      .map(({ environment, store }) => `${code(store.objectName)} (${environment.name})`)
      .join(', '),
  }),
};
