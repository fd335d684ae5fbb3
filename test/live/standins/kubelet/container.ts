import type { Fate } from './fate.ts';
import {
  statusesOf,
  type Container,
  type ContainerState,
  type ContainerStatus,
  type Pod,
} from './pod.ts';

/** A pod, and when it is looked at. */
export interface Moment {
  readonly pod: Pod;
  readonly now: number;
}

/** The time until a slow container is ready, and until one of a Job ends. */
const patience = { slow: 6000, job: 1000 };

/** A container's next status after the one that was told last. */
export function containerStatus(
  container: Container,
  fate: Fate,
  { pod, now }: Moment,
): ContainerStatus {
  const { name, image } = container;
  const before = statusBefore(pod, container);
  const { restartCount = 0, lastState = {}, state = {} } = before ?? {};
  const common = { name, image, imageID: image, ready: false, started: false };
  const ends = pod.spec.restartPolicy !== 'Always' && container.restartPolicy !== 'Always';
  if (before?.state.terminated !== undefined && ends) return before;
  // What it was started with may go; only the next start asks for it again.
  if (before?.state.running !== undefined && fate.kind === 'waits') return before;
  switch (fate.kind) {
    case 'waits': {
      const { reason, message } = fate;
      return { ...common, restartCount, lastState, state: { waiting: { reason, message } } };
    }
    case 'crashes':
      return { ...common, ...crash(container, { pod, now }, restartCount, lastState) };
    case 'runs':
    case 'runs-late': {
      const startedAt = state.running?.startedAt ?? stamp(now);
      const ranFor = now - Date.parse(startedAt);
      if (ends && ranFor >= patience.job) {
        const terminated = ending(exitCodeOf(pod), startedAt, now);
        return { ...common, restartCount, lastState, state: { terminated } };
      }
      const ready = fate.kind === 'runs' || ranFor >= patience.slow;
      return {
        ...common,
        ready,
        started: true,
        restartCount,
        lastState,
        state: { running: { startedAt } },
      };
    }
  }
}

/** A container that something before it keeps from starting. */
export const held = ({ name, image }: Container, reason: string): ContainerStatus => ({
  name,
  image,
  imageID: '',
  ready: false,
  started: false,
  restartCount: 0,
  state: { waiting: { reason } },
  lastState: {},
});

/** Fails at once, and again after a back-off that doubles from a second. */
function crash(
  { name }: Container,
  { pod, now }: Moment,
  restarts: number,
  lastState: ContainerState,
): Pick<ContainerStatus, 'restartCount' | 'state' | 'lastState'> {
  const last = lastState.terminated;
  const terminated = ending(1, stamp(now), now);
  if (pod.spec.restartPolicy === 'Never')
    return { restartCount: 0, state: { terminated }, lastState: {} };
  const { namespace = '', name: podName, uid = '' } = pod.metadata;
  const message =
    `back-off ${String(backOff(restarts) / 1000)}s restarting failed container=${name} ` +
    `pod=${podName}_${namespace}(${uid})`;
  const state = { waiting: { reason: 'CrashLoopBackOff', message } };
  return last !== undefined && now - Date.parse(last.finishedAt) < backOff(restarts)
    ? { restartCount: restarts, state, lastState }
    : { restartCount: restarts + 1, state, lastState: { terminated } };
}

/** A container ends because its pod is deleted, or because those that it served have ended. */
export const killed = (status: ContainerStatus, exitCode: number, now: number): ContainerStatus =>
  status.state.terminated === undefined
    ? {
        ...status,
        ready: false,
        started: false,
        state: { terminated: ending(exitCode, status.state.running?.startedAt ?? stamp(now), now) },
      }
    : status;

/** The time in milliseconds that a container which crashed so often is left alone. */
export const backOff = (restarts: number): number => Math.min(2 ** restarts, 300) * 1000;

/** Jobs that are to fail say so. */
const exitCodeOf = ({ metadata }: Pod): number =>
  Number(metadata.annotations?.['rig/exit-code'] ?? 0);

const ending = (exitCode: number, startedAt: string, now: number) => ({
  exitCode,
  reason: exitCode === 0 ? 'Completed' : 'Error',
  startedAt,
  finishedAt: stamp(now),
});

/** What was told last of a container. */
export const statusBefore = ({ status }: Pod, container: Container): ContainerStatus | undefined =>
  statusesOf(status).find(({ name }) => name === container.name);

/** A time as the API server keeps it. */
export const stamp = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
