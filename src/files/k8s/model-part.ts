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
  readonly given: readonly object[];
  readonly parts: () => readonly ModelPart[];
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
