import { statusOf, type Resource } from '../../controllers/application.ts';
import type { LiveObject } from '../../rig/api.ts';
import { kubectl } from '../../rig/kubectl.ts';
import type { Rig } from '../../rig/rig.ts';
import type { SecretValues } from './service.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime?: string;
}

/** The objects of an Application as the API server has them now. */
export async function objectsOf(rig: Rig, application: string): Promise<readonly LiveObject[]> {
  const { resources = [] } = (await statusOf(rig, application)) ?? {};
  const namespaces = [...new Set(resources.map(({ namespace = '' }) => namespace))];
  const lists = namespaces.map(async (namespace) => {
    const names = resources
      .filter((each) => (each.namespace ?? '') === namespace)
      .map((each) => `${typeOf(each)}/${each.name}`);
    const scope = namespace === '' ? [] : [`--namespace=${namespace}`];
    const text = await kubectl(rig, ['get', ...scope, '--output=json', ...names]);
    const found = JSON.parse(text) as LiveObject & { items?: readonly LiveObject[] };
    return found.items ?? [found];
  });
  return (await Promise.all(lists)).flat();
}

const typeOf = ({ group = '', version, kind }: Resource): string =>
  group === '' ? kind : `${kind}.${version}.${group}`;

const nameOf = ({ kind = '', metadata }: LiveObject): string => `${kind}/${metadata.name}`;

/** What of each object moves when something is written to it: what a spec says, and anything at all. */
export async function versionsOf(
  rig: Rig,
  application: string,
): Promise<ReadonlyMap<string, string>> {
  const objects = await objectsOf(rig, application);
  return new Map(
    objects.map((object) => {
      const { uid = '', generation = 0, resourceVersion = '' } = object.metadata;
      return [nameOf(object), `${uid} generation ${String(generation)} version ${resourceVersion}`];
    }),
  );
}

/** Fails where an object was written to, replaced, added or removed. */
export function assertNothingMoved(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): void {
  const names = new Set([...before.keys(), ...after.keys()]);
  const moved = [...names].filter((name) => before.get(name) !== after.get(name));
  const lines = moved.map(
    (name) => `${name}: ${before.get(name) ?? 'not there'} -> ${after.get(name) ?? 'not there'}`,
  );
  if (lines.length > 0) throw new Error(`a sync without a change has moved\n${lines.join('\n')}`);
}

/**
 * Fails where an object was created before everything of the waves below its
 * own was there and healthy. Times are whole seconds, as the API server has them.
 */
export function assertWaveOrder(objects: readonly LiveObject[]): void {
  const waves = [...new Set(objects.map(waveOf))].toSorted((one, other) => one - other);
  if (waves.length < 2) throw new Error(`there is no order in waves ${waves.join(', ')}`);
  for (const object of objects) {
    const early = objects.find(
      (other) => waveOf(other) < waveOf(object) && healthySince(other) > createdAt(object),
    );
    if (early !== undefined)
      throw new Error(
        `${nameOf(object)} of wave ${String(waveOf(object))} was created at ${createdAt(object)}, before ` +
          `${nameOf(early)} of wave ${String(waveOf(early))} was healthy at ${healthySince(early)}`,
      );
  }
}

const waveOf = ({ metadata }: LiveObject): number =>
  Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);

const createdAt = ({ metadata }: LiveObject): string => metadata.creationTimestamp ?? '';

/** The condition that says of a kind that it works; others work as soon as they are there. */
const healthConditions: Readonly<Record<string, string>> = {
  Cluster: 'Ready',
  Deployment: 'Available',
  SealedSecret: 'Synced',
};

function healthySince(object: LiveObject): string {
  const condition = healthConditions[object.kind ?? ''];
  const { conditions = [] } = (object['status'] ?? {}) as { conditions?: readonly Condition[] };
  const found = conditions.find(({ type }) => type === condition);
  return found?.status === 'True' ? (found.lastTransitionTime ?? '') : createdAt(object);
}

/** Fails where a Secret in the cluster does not hold exactly the values that were sealed. */
export async function assertDecrypted(
  rig: Rig,
  namespace: string,
  sealed: SecretValues,
): Promise<void> {
  const text = await kubectl(rig, ['get', 'secrets', '-n', namespace, '--output=json']);
  const { items } = JSON.parse(text) as {
    items: readonly (LiveObject & { data?: Readonly<Record<string, string>> })[];
  };
  const live = new Map(items.map(({ metadata, data = {} }) => [metadata.name, data]));
  for (const [name, values] of Object.entries(sealed)) {
    const data = live.get(name);
    if (data === undefined) throw new Error(`there is no Secret ${name}`);
    const keys = new Set([...Object.keys(values), ...Object.keys(data)]);
    const wrong = [...keys].filter(
      (key) => Buffer.from(data[key] ?? '', 'base64').toString() !== values[key],
    );
    if (wrong.length > 0)
      throw new Error(`Secret ${name} holds other values than were sealed: ${wrong.join(', ')}`);
  }
}
