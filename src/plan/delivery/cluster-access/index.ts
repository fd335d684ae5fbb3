import type { Config } from '../../../config/config.ts';
import { byKind, type ByKind } from '../../../domain/member.ts';
import type { ClusterAccessPlan } from './plan.ts';

type Written = Extract<Config['delivery'], { kind: 'push' }>['cluster'];

/** How CI gets into the cluster, with everything that follows from it. */
export const clusterAccessPlan = (written: Written): ClusterAccessPlan => byKind(ways, written);

const ways: ByKind<Written, [], ClusterAccessPlan> = {
  doctl: ({ kind, name }) => ({ kind, name, secret: 'DIGITALOCEAN_ACCESS_TOKEN', cluster: name }),
  kubeconfig: ({ kind }) => ({ kind, secret: 'KUBECONFIG', cluster: undefined }),
};
