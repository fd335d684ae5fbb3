import { labelsOf, type Labelled } from '../kubernetes/metadata.ts';
import type { ClusterStorePlan } from './store.ts';

/** Labels of what belongs to a store. */
export const storeLabels = (
  plan: Labelled,
  { objectName, role }: Pick<ClusterStorePlan, 'objectName' | 'role'>,
): Record<string, string> => labelsOf(plan, objectName, role);
