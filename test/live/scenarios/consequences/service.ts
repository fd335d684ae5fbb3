import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigInput } from '../../../../src/index.ts';
import { connect, type Api, type LiveObject } from '../../rig/api.ts';
import type { Clone } from '../../rig/clone.ts';
import { kubectl } from '../../rig/kubectl.ts';
import type { Rig } from '../../rig/rig.ts';
import type { Stage } from '../../scenario.ts';
import { imageOf, makeService, regenerate } from '../argo-cd/service.ts';
import type { Change } from './living.ts';

/** A service in a repository of its own, whose config changes from one row of the table to the next. */
export interface Service {
  readonly stage: Stage;
  readonly rig: Rig;
  readonly api: Api;
  readonly clone: Clone;
  /** Writes what a change makes of the config as it is now, and all that follows, into the working copy. */
  change(change: Change): Promise<void>;
}

/** Makes the repository of a service. */
export async function makeChanging(
  stage: Stage,
  first: ConfigInput & { readonly repository: string },
): Promise<Service> {
  const clone = await makeService(stage, first);
  let config: ConfigInput = first;
  return {
    stage,
    rig: stage.rig,
    api: connect(stage.rig),
    clone,
    change: async (change) => {
      config = change(config);
      await regenerate(clone, config);
    },
  };
}

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

/** A file of the working copy. */
export const textOf = ({ clone }: Service, path: string): string =>
  readFileSync(join(clone.folder, path), 'utf8');
