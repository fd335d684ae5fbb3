import { byKind, type ByKind } from '../../domain/member.ts';
import type { PackagingPlan, Plan } from '../../plan/plan.ts';
import type { Packager } from './contract.ts';
import { helm } from './helm/index.ts';
import { kustomize } from './kustomize/index.ts';

/** Everything that may render the manifests. */
const packagers: ByKind<PackagingPlan, [Plan], Packager> = { kustomize, helm };

/** What renders the manifests of a plan. */
export const packagerOf = (plan: Plan): Packager => byKind(packagers, plan.packaging, plan);
