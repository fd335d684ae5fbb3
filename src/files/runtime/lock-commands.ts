import type { ComponentPlan } from '../../plan/plan.ts';
import { runtimeOf } from './index.ts';

/**
 * What writes the lockfiles of a component, which its image is built from, in the root of the
 * repository; there its packages are installed with this tool.
 */
export function lockCommands({
  image: { context },
  runtime,
  toolchain,
}: Pick<ComponentPlan, 'image' | 'runtime' | 'toolchain'>): readonly string[] {
  const commands = runtimeOf(runtime).packageManagers.flatMap(({ lock }) => lock);
  if (context !== '.') return commands.map((command) => `(cd ${context} && ${command})`);
  return toolchain === undefined ? commands : [];
}
