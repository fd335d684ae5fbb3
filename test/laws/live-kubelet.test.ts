import { expect, test } from 'vitest';
import type { Fate, Fates } from '../live/standins/kubelet/fate.ts';
import { statusesOf, type Pod, type PodStatus } from '../live/standins/kubelet/pod.ts';
import { podStatus } from '../live/standins/kubelet/status.ts';

const runs: Fate = { kind: 'runs' };
const crashes: Fate = { kind: 'crashes' };
const lacks: Fate = { kind: 'waits', reason: 'CreateContainerConfigError', message: 'no secret' };

interface Case {
  readonly policy?: Pod['spec']['restartPolicy'];
  readonly inits?: Pod['spec']['initContainers'];
  readonly fates?: Readonly<Record<string, Fate>>;
  readonly mount?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** What kubectl would print after each second. */
  readonly tells: readonly string[];
}

const init = { name: 'migrate', image: 'migrate:1' };
const sidecar = { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' } as const;

/** As the kubelet of a real node tells it, but for the time that everything takes. */
const cases: Readonly<Record<string, Case>> = {
  'a pod runs': { tells: ['Running ready web=running'] },
  'a secret is missing': {
    fates: { web: lacks },
    tells: ['Pending web=CreateContainerConfigError'],
  },
  'a volume is missing': { mount: 'no secret', tells: ['Pending web=ContainerCreating'] },
  'a container crashes, with a back-off that doubles': {
    fates: { web: crashes },
    tells: ['1', '1', '2', '2', '2', '2', '3'].map((n) => `Running web=CrashLoopBackOff/${n}`),
  },
  'a slow container runs before it is ready': {
    fates: { web: { kind: 'runs-late' } },
    tells: [...Array<string>(6).fill('Running web=running'), 'Running ready web=running'],
  },
  'an init container has ended before the others start': {
    inits: [init],
    tells: ['Running ready migrate=0 web=running'],
  },
  'an init container lacks a secret': {
    inits: [init],
    fates: { migrate: lacks },
    tells: ['Pending migrate=CreateContainerConfigError web=PodInitializing'],
  },
  'a sidecar goes on': {
    inits: [sidecar],
    tells: ['Running ready proxy=running web=running'],
  },
  'a sidecar crashes': {
    inits: [sidecar],
    fates: { proxy: crashes },
    tells: ['Pending proxy=CrashLoopBackOff/1 web=PodInitializing'],
  },
  'a Job ends, and its sidecar with it': {
    policy: 'Never',
    inits: [sidecar],
    tells: ['Running ready proxy=running web=running', 'Succeeded proxy=0 web=0'],
  },
  'a Job is to fail': {
    policy: 'Never',
    annotations: { 'rig/exit-code': '3' },
    tells: ['Running ready web=running', 'Failed web=3', 'Failed web=3'],
  },
  'a Job crashes': { policy: 'Never', fates: { web: crashes }, tells: ['Failed web=1'] },
  'the init container of a Job crashes': {
    policy: 'Never',
    inits: [init],
    fates: { migrate: crashes },
    tells: ['Failed migrate=1 web=PodInitializing'],
  },
  'a Job that restarts its container crashes': {
    policy: 'OnFailure',
    fates: { web: crashes },
    tells: ['Running web=CrashLoopBackOff/1', 'Running web=CrashLoopBackOff/1'],
  },
};

test.each(Object.entries(cases))('the stand-in of a kubelet tells that %s', (_, given) => {
  const { policy = 'Always', inits = [], fates = {}, mount, annotations = {}, tells } = given;
  const found: Fates = { mount, of: ({ name }) => fates[name] ?? runs };
  const told: string[] = [];
  let status: PodStatus = {};
  for (const second of tells.keys()) {
    const pod: Pod = {
      metadata: { name: 'web-1', namespace: 'shop', annotations },
      spec: {
        restartPolicy: policy,
        containers: [{ name: 'web', image: 'web:1' }],
        initContainers: inits,
      },
      status,
    };
    const now = Date.UTC(2026, 0, 1, 0, 0, second);
    status = podStatus(pod, found, { hostIP: '10.99.0.1', podIP: '10.244.0.1' }, now);
    told.push(summary(status));
  }
  expect(told).toEqual(tells);
});

test('the stand-in of a kubelet leaves a running container alone when its secret goes', () => {
  const pod: Pod = {
    metadata: { name: 'web-1' },
    spec: { restartPolicy: 'Always', containers: [{ name: 'web', image: 'web:1' }] },
    status: {},
  };
  const place = { hostIP: '10.99.0.1', podIP: '10.244.0.1' };
  const before = podStatus(pod, { mount: undefined, of: () => runs }, place, 0);
  const after = podStatus({ ...pod, status: before }, { mount: 'gone', of: () => lacks }, place, 0);
  expect(after).toEqual(before);
});

function summary({ phase, conditions = [], ...status }: PodStatus): string {
  const ready = conditions.some((each) => each.type === 'Ready' && each.status === 'True');
  const containers = statusesOf(status).map(({ name, restartCount, state }) => {
    const restarts = restartCount > 0 ? `/${String(restartCount)}` : '';
    const is = state.waiting?.reason ?? state.terminated?.exitCode ?? 'running';
    return `${name}=${String(is)}${restarts}`;
  });
  return [phase, ...(ready ? ['ready'] : []), ...containers].join(' ');
}
