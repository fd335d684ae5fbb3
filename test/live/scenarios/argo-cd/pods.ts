import { kubectl } from '../../rig/kubectl.ts';
import { until } from '../../rig/programs.ts';
import type { Rig } from '../../rig/rig.ts';
import { labelKeys } from '../../../../src/domain/labels.ts';
import type { Pod } from '../../standins/kubelet/pod.ts';

/** A component in a namespace. */
export interface Placed {
  readonly namespace: string;
  readonly name: string;
}

/** Waits until a component has pods of one image alone, all of them ready. */
export async function untilRuns(
  rig: Rig,
  placed: Placed,
  image: string,
  { seconds }: { readonly seconds?: number } = {},
): Promise<void> {
  let last: readonly Pod[] = [];
  await until(
    `only pods of ${placed.name} with ${image} run`,
    async () => {
      last = await podsOf(rig, placed);
      const good =
        last.length > 0 && last.every((pod) => imageIn(pod).endsWith(image) && isReady(pod));
      return good ? true : undefined;
    },
    {
      ...(seconds === undefined ? {} : { seconds }),
      state: () => Promise.resolve(last.map((pod) => stateOf(pod)).join('\n')),
    },
  );
}

/** The pods of a component, those that are going included. */
export async function podsOf(rig: Rig, { namespace, name }: Placed): Promise<readonly Pod[]> {
  const selector = `--selector=${labelKeys.name}=${name}`;
  const text = await kubectl(rig, ['get', 'pods', '-n', namespace, selector, '--output=json']);
  return (JSON.parse(text) as { items: readonly Pod[] }).items;
}

/** What the containers of a pod wait for: `CreateContainerConfigError: secret "a" not found`. */
export const waitsOf = ({ status }: Pod): string =>
  (status.containerStatuses ?? [])
    .flatMap(({ state: { waiting } }) =>
      waiting === undefined ? [] : [`${waiting.reason}: ${waiting.message ?? ''}`],
    )
    .join('\n');

const imageIn = ({ spec }: Pod): string => spec.containers[0]?.image ?? '';

/** The names of a component's pods that are ready. */
export const readyPodsOf = async (rig: Rig, placed: Placed): Promise<readonly string[]> =>
  (await podsOf(rig, placed)).filter(isReady).map(({ metadata }) => metadata.name);

const isReady = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined &&
  (status.conditions ?? []).some((each) => each.type === 'Ready' && each.status === 'True');

const stateOf = (pod: Pod): string =>
  `${pod.metadata.name} ${imageIn(pod)} ${isReady(pod) ? 'ready' : 'not ready'}`;
