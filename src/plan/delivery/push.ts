import type { Config } from '../../config/config.ts';
import { paths } from '../paths.ts';
import type { PushPlan } from './plan.ts';

/** CI, which deploys and writes down what runs. */
export const pushPlan = ({
  cluster,
  historyMax,
}: Extract<Config['delivery'], { kind: 'push' }>): PushPlan => ({
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
  clusterSecret: secrets[cluster.kind],
  chainsRuns: true,
  hasUrgentChecks: true,
  controller: undefined,
});

const secrets = {
  doctl: 'DIGITALOCEAN_ACCESS_TOKEN',
  kubeconfig: 'KUBECONFIG',
} satisfies Record<PushPlan['cluster']['kind'], string>;
