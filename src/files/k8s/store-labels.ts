import { labelsOf, type Labelled } from '../../kubernetes/metadata.ts';
import type { StorePlan } from '../../plan/plan.ts';

/** Labels of what belongs to a store. */
export const storeLabels = (
  plan: Labelled,
  { objectName, role }: Pick<StorePlan, 'objectName' | 'role'>,
): Record<string, string> => labelsOf(plan, objectName, role);
