import type { Folder } from '../../../plan/runtime/folders.ts';
import type { PythonToolchain } from '../../../plan/runtime/runtime.ts';
import type { DevelopInput } from '../contract.ts';
import { pythonPackageManagers } from '../package-managers/index.ts';
import { packageOf } from './packages.ts';

/** Every module of a folder with a starter, run again when a file of its package changes. */
export function developCommands(
  { packageManager }: Pick<PythonToolchain, 'packageManager'>,
  folder: Folder,
  { hasEnvironment, otherPortOf }: DevelopInput,
): readonly string[] {
  const { install, start } = pythonPackageManagers[packageManager].develop;
  return [
    ...install,
    ...folder.flatMap((component) => {
      const { runtime } = component;
      const port = otherPortOf(component);
      return runtime.kind === 'python' && runtime.starter
        ? [
            start(
              `watchfiles --filter python 'python -m ${runtime.module}' ${packageOf(runtime.module)}`,
              hasEnvironment,
              port === undefined ? '' : `PORT=${String(port)} `,
            ),
          ]
        : [];
    }),
  ];
}
