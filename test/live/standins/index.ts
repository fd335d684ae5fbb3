import type { Rig } from '../rig/rig.ts';
import { startGitServer } from './git-server.ts';
import { startIngress } from './ingress.ts';
import { startInstanceManagers } from './instance-manager.ts';
import { startKubelets } from './kubelet.ts';
import { startLoadBalancer } from './load-balancer.ts';
import { startMetrics } from './metrics.ts';
import { together, type StandIn } from './stand-in.ts';
import { startVolumes } from './volumes.ts';

/** What plays a part of the live cluster, by its name; the log of each is `log/<name>.log`. */
const standIns: Readonly<Record<string, (rig: Rig) => Promise<StandIn>>> = {
  kubelet: startKubelets,
  volumes: startVolumes,
  metrics: startMetrics,
  ingress: startIngress,
  'instance-manager': startInstanceManagers,
  'git-server': startGitServer,
  'load-balancer': startLoadBalancer,
};

/** Starts them all, as soon as the API server is ready. */
export const startStandIns = async (rig: Rig): Promise<StandIn> =>
  together(await Promise.all(Object.values(standIns).map((start) => start(rig))));
