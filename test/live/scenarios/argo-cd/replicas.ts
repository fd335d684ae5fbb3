import { connect, type LiveObject } from '../../rig/api.ts';
import { until } from '../../rig/programs.ts';
import type { Rig } from '../../rig/rig.ts';
import { valuesDuring } from '../../rig/watch.ts';
import type { Placed } from './pods.ts';

interface Deployment extends LiveObject {
  readonly spec: { readonly replicas: number };
  readonly status?: { readonly readyReplicas?: number };
}

const listOf = ({ namespace }: Placed): string =>
  `/apis/apps/v1/namespaces/${namespace}/deployments`;

/** Waits until a Deployment has this number of pods, all of them ready. */
export async function untilReplicas(rig: Rig, placed: Placed, wanted: number): Promise<void> {
  const api = connect(rig);
  let last: Deployment | undefined;
  await until(
    `${placed.name} has ${String(wanted)} pods`,
    async () => {
      last = await api.get<Deployment>(`${listOf(placed)}/${placed.name}`);
      return last?.spec.replicas === wanted && last.status?.readyReplicas === wanted
        ? true
        : undefined;
    },
    {
      seconds: 90,
      state: () =>
        Promise.resolve(
          `${String(last?.spec.replicas)} pods, ${String(last?.status?.readyReplicas)} ready`,
        ),
    },
  );
}

/** Every number of pods that a Deployment is given, one after the other, while something is done. */
export async function replicasDuring(
  rig: Rig,
  placed: Placed,
  act: () => Promise<void>,
): Promise<readonly number[]> {
  return valuesDuring(
    connect(rig),
    {
      path: `${listOf(placed)}/${placed.name}`,
      valueOf: (object) => (object as Deployment).spec.replicas,
    },
    act,
  );
}
