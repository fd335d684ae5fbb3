import { shellWord } from '../../../domain/shell-word.ts';
import type { NodeToolchain } from '../../../plan/runtime/runtime.ts';
import { driverOf, type DriverName } from '../../../stores/drivers/index.ts';
import type { StoreClient } from '../contract.ts';
import { nodePackageManagers } from '../package-managers/index.ts';

/** How an application on Node talks to a store. */
export function clientOf(
  { packageManager }: NodeToolchain,
  driver: DriverName,
  folder: string,
): StoreClient {
  const { dependencies, devDependencies } = driverOf(driver).node;
  const { add, remove } = nodePackageManagers[packageManager];
  const inFolder = folder === '' ? '' : `cd ${shellWord(folder)} && `;
  const developed = Object.keys(devDependencies);
  return {
    language: 'typescript',
    add: `${inFolder}${[
      `${add} ${exact(dependencies)}`,
      ...(developed.length === 0 ? [] : [`${add} -D ${exact(devDependencies)}`]),
    ].join(' && ')}`,
    remove: `${inFolder}${remove} ${[...Object.keys(dependencies), ...developed].join(' ')}`,
  };
}

const exact = (packages: Readonly<Record<string, string>>): string =>
  Object.entries(packages)
    .map(([name, version]) => `${name}@${version}`)
    .join(' ');
