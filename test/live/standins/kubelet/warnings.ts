import type { Api } from '../../rig/api.ts';
import { stamp } from './container.ts';
import { statusesOf, type Pod, type PodStatus } from './pod.ts';

/** The reason of the event that goes with a reason to wait. */
const reasons: Readonly<Record<string, string>> = {
  CreateContainerConfigError: 'Failed',
  ImagePullBackOff: 'Failed',
  CrashLoopBackOff: 'BackOff',
};

/** Sends an event for each thing that has newly gone wrong. */
export async function sendWarnings(
  api: Api,
  pod: Pod,
  { status, mount }: { readonly status: PodStatus; readonly mount: string | undefined },
): Promise<void> {
  const known = new Set(statusesOf(pod.status).map(reasonAndName));
  const problems = statusesOf(status).filter(
    (each) => reasons[each.state.waiting?.reason ?? ''] && !known.has(reasonAndName(each)),
  );
  for (const {
    state: { waiting },
  } of problems)
    await send(api, pod, reasons[waiting?.reason ?? ''] ?? 'Failed', waiting?.message ?? '');
  if (mount !== undefined && pod.status.startTime === undefined)
    await send(api, pod, 'FailedMount', mount);
}

const reasonAndName = ({
  name,
  state: { waiting },
}: NonNullable<PodStatus['containerStatuses']>[number]): string =>
  `${name} ${waiting?.reason ?? ''}`;

async function send(api: Api, pod: Pod, reason: string, message: string): Promise<void> {
  const { namespace = '', name, uid } = pod.metadata;
  const time = stamp(Date.now());
  await api.call('POST', `/api/v1/namespaces/${namespace}/events`, {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { generateName: `${name}.` },
    type: 'Warning',
    reason,
    message,
    involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid },
    source: { component: 'kubelet', host: pod.spec.nodeName },
    reportingComponent: 'kubelet',
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
  });
}
