import { containerStatus, held, killed, stamp, statusBefore, type Moment } from './container.ts';
import type { Fates } from './fate.ts';
import {
  statusesOf,
  type Condition,
  type Container,
  type ContainerStatus,
  type Pod,
  type PodStatus,
} from './pod.ts';

/** Where a pod is. */
export interface Place {
  readonly hostIP: string;
  readonly podIP: string;
}

/** The next status of a pod after the one that was told last: init containers first, then all the others. */
export function podStatus(pod: Pod, fates: Fates, place: Place, now: number): PodStatus {
  const { spec, status } = pod;
  const inits = spec.initContainers ?? [];
  const initStatuses: ContainerStatus[] = [];
  // Volumes are mounted once, before anything starts.
  let blocked = fates.mount !== undefined && statusesOf(status).every(isNew);
  for (const container of inits) {
    const next = blocked
      ? held(container, 'PodInitializing')
      : initStatus(container, fates, { pod, now });
    initStatuses.push(next);
    blocked ||= !hasPassed(next);
  }
  const reason = inits.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const statuses = spec.containers.map((container) =>
    blocked
      ? held(container, reason)
      : containerStatus(container, fates.of(container), { pod, now }),
  );
  const over = statuses.every(({ state }) => state.terminated !== undefined);
  const allInits = over ? initStatuses.map((each) => killed(each, 0, now)) : initStatuses;
  const phase = phaseOf(spec.restartPolicy, initStatuses, statuses);
  return {
    phase,
    startTime: status.startTime ?? stamp(now),
    hostIP: place.hostIP,
    hostIPs: [{ ip: place.hostIP }],
    podIP: place.podIP,
    podIPs: [{ ip: place.podIP }],
    ...(inits.length > 0 ? { initContainerStatuses: allInits } : {}),
    containerStatuses: statuses,
    ...observed(pod),
    conditions: conditionsOf(pod, phase, { allInits, statuses }, now),
  };
}

/** The status of a pod whose containers were ended from outside. */
export const endedStatus = (pod: Pod, now: number): PodStatus => ({
  ...pod.status,
  ...observed(pod),
  phase: 'Failed',
  containerStatuses: (pod.status.containerStatuses ?? []).map((each) => killed(each, 143, now)),
});

const observed = ({ metadata: { generation } }: Pod): Pick<PodStatus, 'observedGeneration'> =>
  generation === undefined ? {} : { observedGeneration: generation };

/** A sidecar goes on; any other init container ends well at once, or keeps the pod from starting. */
function initStatus(container: Container, fates: Fates, moment: Moment): ContainerStatus {
  const before = statusBefore(moment.pod, container);
  if (before?.state.terminated?.exitCode === 0) return before;
  const next = containerStatus(container, fates.of(container), moment);
  return container.restartPolicy === 'Always' || next.state.running === undefined
    ? next
    : { ...killed(next, 0, moment.now), ready: true };
}

const hasPassed = ({ ready, state }: ContainerStatus): boolean =>
  ready || state.terminated?.exitCode === 0;

const phaseOf = (
  policy: Pod['spec']['restartPolicy'],
  inits: readonly ContainerStatus[],
  statuses: readonly ContainerStatus[],
): NonNullable<PodStatus['phase']> => {
  if (policy === 'Never' && inits.some(hasFailed)) return 'Failed';
  if (statuses.some(isNew)) return 'Pending';
  if (policy === 'Always' || !statuses.every(({ state }) => state.terminated)) return 'Running';
  return statuses.every(({ state }) => state.terminated?.exitCode === 0) ? 'Succeeded' : 'Failed';
};

const hasFailed = ({ state }: ContainerStatus): boolean => (state.terminated?.exitCode ?? 0) !== 0;

/** Whether a container has never been started. */
const isNew = ({ state, lastState }: ContainerStatus): boolean =>
  state.waiting !== undefined && lastState.terminated === undefined;

function conditionsOf(
  pod: Pod,
  phase: PodStatus['phase'],
  { allInits, statuses }: Readonly<Record<'allInits' | 'statuses', readonly ContainerStatus[]>>,
  now: number,
): readonly Condition[] {
  const completed = phase === 'Succeeded';
  const uninitialized = allInits.filter((each) => !hasPassed(each));
  const unready = [...statuses, ...allInits.filter(({ state }) => state.running)].filter(
    ({ ready }) => !ready,
  );
  const ready = completed
    ? { status: 'False' as const, reason: 'PodCompleted' }
    : verdict(unready, 'ContainersNotReady', 'unready status');
  const next = {
    PodReadyToStartContainers: { status: completed ? 'False' : 'True' },
    Initialized: completed
      ? { status: 'True', reason: 'PodCompleted' }
      : verdict(uninitialized, 'ContainersNotInitialized', 'incomplete status'),
    Ready: ready,
    ContainersReady: ready,
    PodScheduled: { status: 'True' },
  } satisfies Readonly<Record<string, Pick<Condition, 'status' | 'reason' | 'message'>>>;
  const before = new Map((pod.status.conditions ?? []).map((each) => [each.type, each]));
  const others = [...before.values()].filter(({ type }) => !(type in next));
  return [
    ...Object.entries(next).map(([type, condition]) => {
      const last = before.get(type);
      const since = last?.status === condition.status ? last.lastTransitionTime : stamp(now);
      return {
        type,
        ...condition,
        ...observed(pod),
        lastProbeTime: null,
        lastTransitionTime: since,
      };
    }),
    ...others,
  ];
}

const verdict = (
  failing: readonly ContainerStatus[],
  reason: string,
  what: string,
): Pick<Condition, 'status' | 'reason' | 'message'> =>
  failing.length === 0
    ? { status: 'True' }
    : {
        status: 'False',
        reason,
        message: `containers with ${what}: [${failing.map(({ name }) => name).join(' ')}]`,
      };
