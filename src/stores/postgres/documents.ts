import { code, countText } from '../../render/markdown.ts';
import { text } from '../../render/text.ts';
import type { StoreDocuments } from '../documents.ts';
import { backupOf } from './backup/index.ts';
import { backupRestore } from './pages/backup-restore.ts';
import { maintenance } from './pages/maintenance.ts';
import type { PostgresPlan } from './plan.ts';

/** What the documents say of a PostgreSQL. */
export const documents: StoreDocuments<PostgresPlan> = {
  cells: ({ objectName, version, instances, endpoint, database, storage, walStorage, backup }) => [
    code(objectName),
    `PostgreSQL ${version}, ${countText(instances, 'server')}`,
    code(`${endpoint.host}:${endpoint.port}/${database}`),
    walStorage === undefined ? storage : `${storage}, log ${walStorage}`,
    backupOf(backup).summary(backup),
  ],
  incident: ({ objectName, instances }, namespace) => ({
    name: code(objectName),
    look: code(`kubectl get cluster -n ${namespace} ${objectName}`),
    afterwards:
      instances > 1
        ? '; a replica takes over within a minute'
        : '; one server: it comes back when its pod does',
  }),
  rotation: () => text('docs/runbooks/secret-rotation-databases.md'),
  lastCopy: ({ objectName, database, backup }, { name, namespace }) => ({
    copy: [
      `kubectl exec -n ${namespace} ${objectName}-1 -c postgres -- pg_dump -U postgres -d ` +
        `${database} --format custom >${objectName}-${name}.dump`,
    ],
    elsewhere: backupOf(backup).remains(backup),
  }),
  pages: [maintenance, backupRestore],
};
