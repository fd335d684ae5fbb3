import * as z from 'zod';
import { sentence } from '../../../domain/values.ts';
import type { Backup } from './contract.ts';

const schema = z.strictObject({
  kind: z.literal('none'),
  reason: sentence.describe('Why losing this data is acceptable'),
});

/** No backups, and why that is all right. */
export type NoBackupPlan = Readonly<z.output<typeof schema>> & { readonly isOff: true };

/** What the plan says where the config says nothing. */
export const unsaid: NoBackupPlan = {
  kind: 'none',
  isOff: true,
  reason: 'not a production environment',
};

/** Goes without backups. */
export const none = {
  schema,
  plan: (_, config) => ({ ...config, isOff: true }),
  secretNames: () => [],
  secrets: () => [],
  operators: [],
  roles: [],
  objects: () => [],
  openings: () => [],
  plugins: () => [],
  summary: ({ reason }) => `none: ${reason}`,
  cells: ({ reason }) => ['**none**', `– (${reason})`, '–'],
  remains: () => '',
  archive: () => undefined,
} satisfies Backup<z.output<typeof schema>, NoBackupPlan>;
