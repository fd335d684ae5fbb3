import type { Manifest } from '../../kubernetes/metadata.ts';
import type { Plan } from '../../plan/plan.ts';

/**
 * Some manifests of an environment, and all of the environment that they are made of: from
 * the same, the same is made. Whoever looks at many variations of an environment
 * looks only into the parts that are given something else.
 */
export type ModelPart = LeafPart | BranchPart;

/** A part that is made at once. */
export interface LeafPart {
  /** What it is about; its neighbours are called otherwise. */
  readonly name: string;
  readonly given: object;
  readonly manifests: () => readonly Manifest[];
}

/** A part that consists of others, each of which is given less. */
export interface BranchPart {
  readonly name: string;
  readonly given: object;
  readonly parts: () => readonly LeafPart[];
}

/** A part whose builder sees nothing but the plan and what it is given. */
export const leafPart = <Given extends object>(
  plan: Plan,
  name: string,
  given: Given,
  make: (plan: Plan, given: Given) => readonly Manifest[],
): LeafPart => ({ name, given, manifests: () => make(plan, given) });

/** All manifests of a part. */
export const manifestsOf = (part: ModelPart): readonly Manifest[] =>
  'parts' in part ? part.parts().flatMap(manifestsOf) : part.manifests();

/** Whether two parts are made of the same; what is one and the same thing is not looked into. */
export const isGivenTheSame = (one: ModelPart, other: ModelPart): boolean =>
  isAlike(one.given, other.given);

function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other))
    return false;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return (
    keys.length === others.length &&
    keys.every(
      // Builders go through maps in their order.
      (key, index) =>
        key === others[index] && isAlike(Reflect.get(one, key), Reflect.get(other, key)),
    )
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
