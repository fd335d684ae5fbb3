import type { Config } from '../../config/config.ts';
import { paths } from '../paths.ts';
import { clusterAccessPlan } from './cluster-access/index.ts';
import type { PushPlan } from './plan.ts';

/** CI, which deploys and writes down what runs. */
export function pushPlan({
  cluster: written,
  historyMax,
}: Extract<Config['delivery'], { kind: 'push' }>): PushPlan {
  const cluster = clusterAccessPlan(written);
  return {
    kind: 'push',
    cluster,
    historyMax,
    decision: {
      title: 'CI deploys, git records',
      rationale:
        'It needs nothing in the cluster; a failed deployment is rolled back, and only a ' +
        'successful one is recorded in git.',
    },
    hasWaves: false,
    keep: undefined,
    folder: undefined,
    reachesCluster: true,
    script: paths.deployScript,
    clusterSecret: cluster.secret,
    chainsRuns: true,
    hasUrgentChecks: true,
    identity: cluster.cluster === undefined ? {} : { cluster: cluster.cluster },
    controller: undefined,
  };
}
