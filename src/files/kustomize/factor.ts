import { InternalError } from '../../errors.ts';
import { objectKey } from '../../render/kubernetes-object.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { commonObject } from './base.ts';
import { objectDifference } from './object-difference.ts';
import { isMergeable } from './merge-keys.ts';
import { applyPatch } from './strategic-merge.ts';
import { same } from '../../render/value.ts';

/** The objects of one environment. */
export interface EnvironmentObjects {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
}

/** What one environment adds to the base: objects that the base lacks, and patches by name for those it has. */
export interface Overlay {
  readonly only: readonly KubernetesObject[];
  readonly patches: readonly KubernetesObject[];
}

/** The objects of all environments: what they share, and by environment what differs. */
export interface Factored {
  readonly base: readonly KubernetesObject[];
  readonly overlays: ReadonlyMap<string, Overlay>;
}

/**
 * Splits objects into a base and overlays, such that `kustomize build`
 * of each overlay gives back its objects, list order included.
 */
export function factor(environments: readonly EnvironmentObjects[]): Factored {
  const indexes = environments.map(({ objects }) => indexOf(objects));
  const shared = new Map(
    [...(indexes[0]?.keys() ?? [])].flatMap((key) => {
      const found = sharedObject(indexes.map((index) => index.get(key)));
      return found === undefined ? [] : [[key, found]];
    }),
  );
  return {
    base: [...shared.values()].map(({ base }) => base),
    overlays: new Map(
      environments.map(({ name, objects }, index) => [
        name,
        {
          only: objects.filter((object) => !shared.has(objectKey(object))),
          patches: [...shared.values()].flatMap(({ patches }) => patches[index] ?? []),
        },
      ]),
    ),
  };
}

interface SharedObject {
  readonly base: KubernetesObject;
  /** By environment, in their order. */
  readonly patches: readonly (KubernetesObject | undefined)[];
}

function indexOf(objects: readonly KubernetesObject[]): ReadonlyMap<string, KubernetesObject> {
  const index = new Map(objects.map((object) => [objectKey(object), object]));
  if (index.size < objects.length)
    throw new InternalError('an environment has two objects of one group, kind and name');
  return index;
}

/** The base and the patches of an object; nothing when one environment lacks it or no patch can say the difference. */
function sharedObject(
  versions: readonly (KubernetesObject | undefined)[],
): SharedObject | undefined {
  const objects = versions.filter((version) => version !== undefined);
  const [first, ...others] = objects;
  if (first === undefined || objects.length < versions.length) return undefined;
  if (others.length > 0 && first.kind === 'SealedSecret') return undefined;
  if (others.every((other) => same(first, other)))
    return { base: first, patches: objects.map(() => undefined) };
  if (
    others.some(
      (other) =>
        other.apiVersion !== first.apiVersion ||
        other.metadata.namespace !== first.metadata.namespace,
    )
  )
    return undefined;
  if (!objects.every((object) => isMergeable(object))) return undefined;
  const base = commonObject(first, others);
  const differences = objects.map((object) => provenDifference(base, object));
  if (differences.some(({ kind }) => kind === 'impossible')) return undefined;
  return {
    base,
    patches: differences.map((difference) =>
      difference.kind === 'patch' ? difference.patch : undefined,
    ),
  };
}

function provenDifference(
  base: KubernetesObject,
  object: KubernetesObject,
): ReturnType<typeof objectDifference> {
  const difference = objectDifference(base, object);
  if (difference.kind !== 'patch') return difference;
  return same(applyPatch(base, difference.patch), object) ? difference : { kind: 'impossible' };
}
