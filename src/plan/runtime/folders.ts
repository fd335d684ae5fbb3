import type { ComponentPlan } from '../plan.ts';

/**
 * Components that are built from one folder as one application: they
 * share its packages, its lockfile and its tests. At least one.
 */
export type Folder = readonly [ComponentPlan, ...ComponentPlan[]];

/** Every such folder, in the order of the components. */
export function foldersOf(components: readonly ComponentPlan[]): readonly Folder[] {
  const folders = new Map<string, Folder>();
  for (const component of components) {
    const { name, image, runtime, sharesFolder } = component;
    const key = sharesFolder ? `${runtime.kind} ${image.context}` : `component ${name}`;
    const [first, ...more] = folders.get(key) ?? [];
    folders.set(key, first === undefined ? [component] : [first, ...more, component]);
  }
  return [...folders.values()];
}
