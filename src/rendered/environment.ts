import { UserError } from '../errors.ts';
import { environmentsIn } from './layout.ts';
import type { Layout } from './layout.ts';
import { objectsIn } from './objects.ts';
import type { RenderedObject } from './objects.ts';
import { buildEnvironment } from './programs.ts';

/** The objects of an environment by their keys, or why there are none. */
export type Rendered =
  | { readonly kind: 'built'; readonly objects: ReadonlyMap<string, RenderedObject> }
  | { readonly kind: 'failed'; readonly message: string };

/** Renders one environment of a tree; where the tree does not have it, there are no objects. */
export function renderEnvironment(root: string, environment: string, layout: Layout): Rendered {
  if (!environmentsIn(root, layout).includes(environment))
    return { kind: 'built', objects: new Map() };
  const built = buildEnvironment(root, environment, layout);
  if (built.kind === 'failed') return built;
  try {
    return { kind: 'built', objects: objectsIn(built.text) };
  } catch (error) {
    if (error instanceof UserError) return { kind: 'failed', message: error.message };
    throw error;
  }
}
