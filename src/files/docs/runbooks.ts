import { InternalError } from '../../errors.ts';
import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import type { TextValues } from '../text.ts';
import type { Document } from './document.ts';
import { databaseMaintenance } from './runbooks/database-maintenance.ts';
import { backupRestore } from './runbooks/backup-restore.ts';
import { incident } from './runbooks/incident.ts';
import { monitoring } from './runbooks/monitoring.ts';
import { deploy, hotfix, promote } from './runbooks/release.ts';
import { rollback } from './runbooks/rollback.ts';
import { secretRotation } from './runbooks/secret-rotation.ts';
import { topicsOf } from './topics.ts';

/** The steps for each event that this plan can meet. */
export const runbooks = (plan: Plan): readonly Document[] => topicsOf(plan).map(({ topic, template = topic }) => ({ path: paths.runbook(topic), template: `runbooks/${template}.md`, values: valuesOf(topic, plan) }));

const table: Readonly<Record<string, ((plan: Plan) => TextValues) | undefined>> = {
  deploy, promote, rollback, hotfix, incident, monitoring,
  'secret-rotation': secretRotation,
  'database-maintenance': databaseMaintenance,
  'backup-restore': backupRestore,
};

function valuesOf(topic: string, plan: Plan): TextValues {
  const values = table[topic];
  if (values === undefined) throw new InternalError(`no runbook is written about ${topic}`);
  return values(plan);
}
