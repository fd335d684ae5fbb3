import type { InfrastructurePlan, Plan } from '../../plan/plan.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import type { FileSpec } from '../../render/spec.ts';
import { doctl } from './doctl/index.ts';

/** What makes the cluster itself, once; nothing where it is somebody else's. */
export const infrastructureFiles = (plan: Plan): readonly FileSpec[] =>
  byKind(infrastructures, plan.infrastructure, plan);

const infrastructures: ByKind<InfrastructurePlan, [Plan], readonly FileSpec[]> = {
  none: () => [],
  doctl,
};
