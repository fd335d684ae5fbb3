import { isDeepStrictEqual } from 'node:util';
import { connect, type Api } from '../rig/api.ts';
import type { Rig } from '../rig/rig.ts';
import { control } from './control.ts';
import { addressBook } from './kubelet/addresses.ts';
import { backOff } from './kubelet/container.ts';
import { fatesOf } from './kubelet/fate.ts';
import { serveLogs } from './kubelet/logs.ts';
import { nodes, startNodes } from './kubelet/nodes.ts';
import { statusesOf, type Pod, type PodStatus } from './kubelet/pod.ts';
import { endedStatus, podStatus } from './kubelet/status.ts';
import { sendWarnings } from './kubelet/warnings.ts';
import { openLog, together, type StandIn } from './stand-in.ts';

/**
 * Plays the kubelets of two nodes: a pod that is scheduled there gets the
 * status, the events and the logs that it would have if its containers did
 * what their images are named for (`kubelet/fate.ts`). Nothing is run.
 */
export async function startKubelets(rig: Rig): Promise<StandIn> {
  const api = connect(rig);
  const log = openLog(rig, 'kubelet');
  const addresses = addressBook();
  const alive = await startNodes(api, log);
  const pods = control<Pod>(
    { api, log },
    {
      path: '/api/v1/pods',
      act: (pod) => look(api, pod, addresses.of(pod)),
      forget: addresses.free,
    },
  );
  return together([pods, alive, await serveLogs(rig, pods.objects)]);
}

/** Brings the status of a pod up to date, and says when to look again. */
async function look(api: Api, pod: Pod, podIP: string): Promise<number | void> {
  const hostIP = nodes.get(pod.spec.nodeName ?? '');
  if (hostIP === undefined) return;
  if (pod.metadata.deletionTimestamp !== undefined) return finish(api, pod);
  if (isSettled(pod, pod.status)) return;
  const fates = await fatesOf(api, pod);
  const place = { hostIP, podIP: pod.spec.hostNetwork === true ? hostIP : podIP };
  const next = podStatus(pod, fates, place, Date.now());
  await tell(api, pod, next);
  await sendWarnings(api, pod, { status: next, mount: fates.mount });
  return isSettled(pod, next) ? undefined : nextLook(next);
}

/** Whether nothing more happens to a pod by itself. */
const isSettled = (
  { metadata, spec }: Pod,
  { phase, conditions = [], observedGeneration }: PodStatus,
): boolean =>
  phase === 'Succeeded' ||
  phase === 'Failed' ||
  (spec.restartPolicy === 'Always' &&
    observedGeneration === metadata.generation &&
    conditions.some(({ type, status }) => type === 'Ready' && status === 'True'));

/** What waits for another object is looked at each second; what comes and goes by time more often. */
const nextLook = (status: PodStatus): number => {
  const waiting = statusesOf(status).filter(({ state }) => state.waiting !== undefined);
  const times = waiting.map(({ lastState, restartCount }) =>
    lastState.terminated === undefined ? 1000 : backOff(restartCount),
  );
  return Math.min(...(times.length === 0 ? [300] : times));
};

/** Writes a status, where it says something new. */
async function tell(api: Api, pod: Pod, next: PodStatus): Promise<void> {
  const before: Readonly<Record<string, unknown>> = { ...pod.status };
  if (Object.entries(next).every(([key, value]) => isDeepStrictEqual(value, before[key]))) return;
  const { code, body } = await api.merge(`${pathOf(pod)}/status`, { status: next });
  if (code !== 200 && code !== 404 && code !== 409)
    throw new Error(`${pathOf(pod)}: ${String(code)} ${JSON.stringify(body)}`);
}

/** Ends a pod that is deleted, without a grace; a Job counts it first and then lets it go. */
async function finish(api: Api, pod: Pod): Promise<void> {
  const { phase } = pod.status;
  if (phase !== 'Succeeded' && phase !== 'Failed')
    await tell(api, pod, endedStatus(pod, Date.now()));
  if (pod.metadata.deletionGracePeriodSeconds === 0) return;
  await api.call('DELETE', pathOf(pod), {
    gracePeriodSeconds: 0,
    preconditions: { uid: pod.metadata.uid },
  });
}

const pathOf = ({ metadata: { namespace = '', name } }: Pod): string =>
  `/api/v1/namespaces/${namespace}/pods/${name}`;
