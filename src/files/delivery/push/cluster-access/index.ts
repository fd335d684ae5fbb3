import { byKind, type ByKind } from '../../../../domain/member.ts';
import type { ClusterAccessPlan } from '../../../../plan/delivery/cluster-access/plan.ts';
import type { ClusterAccess } from './contract.ts';
import { doctl } from './doctl.ts';
import { kubeconfig } from './kubeconfig.ts';

/** How people and workflows get into the cluster. */
export const clusterAccessOf = (plan: ClusterAccessPlan): ClusterAccess => byKind(ways, plan);

const ways: ByKind<ClusterAccessPlan, [], ClusterAccess> = { doctl, kubeconfig };
