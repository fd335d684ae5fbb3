import { pythonModuleOf } from '../../domain/names.ts';
import { versions } from '../versions.ts';
import { runtimeBaseOf, temporary } from './built.ts';
import type { Owner, RuntimeConfig, RuntimeDecisions } from './contract.ts';
import { packageManagerVersions } from './package-managers.ts';
import type { PythonRuntimePlan } from './runtime.ts';

/** A module in Python, with whatever else its folder starts. */
export function planPython(
  config: RuntimeConfig<'python'>,
  { name, build }: Owner,
): RuntimeDecisions {
  const { version, packageManager, module = pythonModuleOf(name, build) } = config;
  const runtime: PythonRuntimePlan = {
    kind: 'python',
    version,
    packageManager,
    packageManagerVersion: packageManagerVersions[packageManager],
    module,
    ...runtimeBaseOf(config, versions.python[version]),
  };
  return { runtime, scratch: [temporary], sharesFolder: true, toolchain: undefined };
}
