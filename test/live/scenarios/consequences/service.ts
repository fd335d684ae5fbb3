import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigInput } from '../../../../src/index.ts';
import { connect, type Api, type LiveObject } from '../../rig/api.ts';
import type { Clone } from '../../rig/clone.ts';
import { kubectl } from '../../rig/kubectl.ts';
import { until } from '../../rig/programs.ts';
import type { Rig } from '../../rig/rig.ts';
import type { Stage } from '../../scenario.ts';
import type { Pod } from '../../standins/kubelet/pod.ts';
import { podsOf, readyPodsOf, waitsOf, type Placed } from '../argo-cd/pods.ts';
import { imageOf, makeService, regenerate, type Told } from '../argo-cd/service.ts';
import { must, rowOf, type Effect } from './effect.ts';
import type { Change } from './living.ts';

/** A service in a repository of its own, whose config changes from one row of the table to the next. */
export interface Service {
  readonly stage: Stage;
  readonly rig: Rig;
  readonly api: Api;
  readonly clone: Clone;
  /** Writes what a change makes of the config as it is now, and all that follows, into the working copy. */
  change(change: Change): Promise<void>;
  /** What the tool has told of changes, by the ids of the table; the last words of each. */
  readonly told: Map<string, Told>;
}

/** Plays an effect, and fails where the tool had not told of it. */
export async function play<Place extends Service>(
  place: Place,
  { ids, play: act }: Effect<Place>,
): Promise<void> {
  place.told.clear();
  await act(place);
  const silent = ids.filter((id) => !place.told.has(rowOf(id)));
  must(silent.length === 0, `nobody was told of ${silent.join(', ')}`);
}

/** Runs the commands of some programs in the way around a consequence, as a person does who reads it. */
export async function followWay(
  { clone, told }: Service,
  id: string,
  ...programs: readonly ('argocd' | 'kubectl' | 'npx')[]
): Promise<void> {
  const way = told.get(id)?.way ?? '';
  const commands = way.match(/\b(?:argocd|kubectl|npx) (?:(?!\. |\.$)[^,:()])+/g) ?? [];
  const followed = commands.filter((command) => programs.some((one) => command.startsWith(one)));
  must(followed.length > 0, `the way around ${id} has no command of ${programs.join()}: ${way}`);
  for (const command of followed)
    await until(`"${command}" is no longer refused`, async () => {
      const { code, stdout, stderr } = await clone.tryRun('sh', '-c', command);
      const isBusy = stderr.includes('another operation is already in progress');
      must(code === 0 || isBusy, `${command}: exit code ${String(code)}\n${stdout}${stderr}`);
      return code === 0 ? true : undefined;
    });
}

/** Makes the repository of a service. */
export async function makeChanging(
  stage: Stage,
  first: ConfigInput & { readonly repository: string },
): Promise<Service> {
  const clone = await makeService(stage, first);
  const told = new Map<string, Told>();
  let config: ConfigInput = first;
  return {
    stage,
    rig: stage.rig,
    api: connect(stage.rig),
    clone,
    told,
    change: async (change) => {
      config = change(config);
      for (const each of await regenerate(clone, config)) told.set(each.id, each);
    },
  };
}

/** The config with other keys of its only environment. */
export const environment =
  (keys: Partial<NonNullable<ConfigInput['environments']>[string]>): Change =>
  (config) => ({
    ...config,
    environments: Object.fromEntries(
      Object.entries(config.environments ?? {}).map(([name, rest]) => [name, { ...rest, ...keys }]),
    ),
  });

/** Names an image of each component in the release file of an environment. */
export const setImages = (
  { clone }: Service,
  environment: string,
  components: readonly string[],
  digit: string,
): Promise<string> =>
  clone.gitops(
    'set-image',
    environment,
    ...components.map((component) => `${component}=${imageOf(`${digit}.0.0`, digit)}`),
  );

/** Which objects some names in a namespace stand for, as `Kind/name` and uid; what is gone is left out. */
export async function uidsOf(
  rig: Rig,
  namespace: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const options = [`--namespace=${namespace}`, '--ignore-not-found', '--output=json'];
  const text = await kubectl(rig, ['get', ...options, ...names]);
  const found = (text === '' ? {} : JSON.parse(text)) as Partial<LiveObject> & {
    readonly items?: readonly LiveObject[];
  };
  const items = found.items ?? (found.metadata === undefined ? [] : [found as LiveObject]);
  return new Map(
    items.map(({ kind = '', metadata: { name, uid = '' } }) => [`${kind}/${name}`, uid]),
  );
}

/** Fails where an object is gone or another one. */
export function requireSame(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): void {
  if (before.size === 0) throw new Error('there was nothing that could stay');
  const lost = [...before].filter(([name, uid]) => after.get(name) !== uid).map(([name]) => name);
  if (lost.length > 0) throw new Error(`gone, or made anew: ${lost.join(', ')}`);
}

/** Waits until a new pod of a component waits for something, and requires that the pods of before serve. */
export async function untilNewPodWaits(
  { rig, stage }: Service,
  placed: Placed,
  before: readonly string[],
  why: RegExp,
): Promise<void> {
  let last: readonly Pod[] = [];
  await until(
    `a new pod of ${placed.name} waits: ${String(why)}`,
    async () => {
      last = await podsOf(rig, placed);
      return last.some((pod) => !before.includes(pod.metadata.name) && why.test(waitsOf(pod)))
        ? true
        : undefined;
    },
    {
      seconds: stage.proving ? 20 : 60,
      state: () =>
        Promise.resolve(last.map((pod) => `${pod.metadata.name} ${waitsOf(pod)}`).join('\n')),
    },
  );
  const ready = await readyPodsOf(rig, placed);
  const lost = before.filter((name) => !ready.includes(name));
  if (lost.length > 0) throw new Error(`pods that served do not: ${lost.join(', ')}`);
}

/** A file of the working copy. */
export const textOf = ({ clone }: Service, path: string): string =>
  readFileSync(join(clone.folder, path), 'utf8');
