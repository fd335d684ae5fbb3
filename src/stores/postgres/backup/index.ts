import * as z from 'zod';
import type { Backup } from './contract.ts';
import { none, type NoBackupPlan } from './none.ts';
import { objectStore, type ObjectStoreBackupPlan } from './object-store.ts';

/** Every way of keeping backups. */
const backups = { 'object-store': objectStore, none } satisfies {
  readonly [Kind in BackupPlan['kind']]: Backup<
    Extract<BackupConfig, { readonly kind: Kind }>,
    Extract<BackupPlan, { readonly kind: Kind }>
  >;
};

/** What a config says of backups. */
export const backup = z.discriminatedUnion('kind', [objectStore.schema, none.schema]);

type BackupConfig = z.output<typeof backup>;

/** How a PostgreSQL is backed up, or why not. */
export type BackupPlan = ObjectStoreBackupPlan | NoBackupPlan;

/** The row of the table for a backup, as written or as planned: it is asked about backups of its own kind only. */
export const backupOf = ({ kind }: BackupConfig | BackupPlan): Backup<BackupConfig, BackupPlan> =>
  backups[kind];

export { unsaid } from './none.ts';
