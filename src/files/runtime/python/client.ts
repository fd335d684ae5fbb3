import { joinPath } from '../../../domain/paths.ts';
import type { PythonToolchain } from '../../../plan/runtime/runtime.ts';
import { driverOf, type DriverName } from '../../../stores/drivers/index.ts';
import type { StoreClient } from '../contract.ts';
import { pythonPackageManagers } from '../package-managers/index.ts';

/** How an application in Python talks to a store. */
export function pythonClientOf(
  { packageManager }: PythonToolchain,
  driver: DriverName,
  folder: string,
): StoreClient {
  const { packages } = driverOf(driver).python;
  const manifest = joinPath(folder, 'pyproject.toml');
  const { lock } = pythonPackageManagers[packageManager];
  const locked = folder === '' ? lock : [`cd ${folder}`, ...lock];
  const change = (what: string): string =>
    `${what} ${packages.map((name) => `"${name}"`).join(', ')} in the dependencies of ${manifest}, ` +
    `then run: ${locked.join(' && ')}`;
  return { language: 'python', add: change('write'), remove: change('remove') };
}
