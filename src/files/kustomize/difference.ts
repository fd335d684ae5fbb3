import type { Value } from '../../render/spec.ts';

/** What a patch must say to turn one value into another; `impossible` when only replacing what is around it helps. */
export type Difference<T extends Value = Value> =
  | { readonly kind: 'same' }
  | { readonly kind: 'patch'; readonly patch: T }
  | { readonly kind: 'impossible' };
