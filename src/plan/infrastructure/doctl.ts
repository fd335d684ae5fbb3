import type { Config } from '../../config/config.ts';
import { allocatableOf } from '../../config/rules/infrastructure/doctl.ts';
import { isProduction } from '../../config/production.ts';
import { runsHere } from '../../domain/clusters.ts';
import { paths } from '../paths.ts';
import type { ClusterPlan, DoctlPlan } from './plan.ts';

type Written = Extract<Config['infrastructure'], { kind: 'doctl' }>;

/** A cluster of DigitalOcean. */
export function doctl(written: Written, config: Config): DoctlPlan {
  const { kind, region, nodes, email, metrics, logs, prices } = written;
  const { cluster: name = config.system ?? config.name } = written;
  return {
    kind,
    region,
    cluster: {
      name,
      identity: {
        cluster: name,
        region,
        nodes: `${nodes.size}, ${String(nodes.min)} to ${String(nodes.max)}`,
        prometheus: metrics.storage,
        alertmanager: metrics.alertStorage,
        loki: logs.storage,
      },
      context: `do-${region}-${name}`,
      script: paths.bootstrap('bootstrap.sh'),
      provider: {
        title: 'DigitalOcean',
        bringsMetricsServer: false,
        balancerIsProxy: true,
        hidesControlPlane: true,
      },
      nodes: { ...nodes, room: allocatableOf(nodes.size) },
      email,
      metrics,
      logs,
      prices,
      sleep: sleepPlan(written, config),
    },
  };
}

/** Whoever is named sleeps; by default every environment of the cluster but production. */
function sleepPlan({ sleep }: Written, { environments }: Config): ClusterPlan['sleep'] {
  if (sleep === undefined) return undefined;
  const sleepers = environments
    .filter((environment) => !isProduction(environment) && runsHere(environment))
    .map(({ name }) => name);
  return { ...sleep, environments: sleep.environments ?? sleepers };
}
