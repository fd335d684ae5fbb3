import type { ComponentPlan } from '../plan.ts';
import type { PythonRuntimePlan } from './runtime.ts';

/** A component in Python. */
export interface PythonComponent extends ComponentPlan {
  readonly runtime: PythonRuntimePlan;
}

/** Components that are built from one folder: they share its packages, its lockfile and its tests. At least one. */
export type PythonFolder = readonly [PythonComponent, ...PythonComponent[]];

/** Every folder with components in Python, in the order of the components. */
export function pythonFolders(components: readonly ComponentPlan[]): readonly PythonFolder[] {
  const folders = new Map<string, PythonFolder>();
  for (const component of components) {
    if (!inPython(component)) continue;
    const { context } = component.image;
    const [first, ...more] = folders.get(context) ?? [];
    folders.set(context, first === undefined ? [component] : [first, ...more, component]);
  }
  return [...folders.values()];
}

/** Python file of an extra check: `datasets:validate` is scripts/datasets_validate.py. */
export const checkFileOf = (check: string): string =>
  `scripts/${check.replace(/[^a-z0-9]/g, '_')}.py`;

const inPython = (component: ComponentPlan): component is PythonComponent =>
  component.runtime.kind === 'python';
