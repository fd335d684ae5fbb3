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
        'Nothing has to run in the cluster for it; ' +
        'a deployment that fails is rolled back, and only one that went ' +
        'well is written into git.',
    },
    hasWaves: false,
    folder: undefined,
    reachesCluster: true,
    script: paths.deployScript,
    clusterSecret: cluster.secret,
    chainsRuns: true,
    hasUrgentChecks: true,
    controller: undefined,
  };
}
