import { versions } from '../versions.ts';
import { runtimeBaseOf, type BuiltConfig } from './built.ts';
import { packageManagerVersions, usualPackageManager } from './package-managers.ts';
import type { BuiltRuntime, NodeToolchain } from './runtime.ts';

/** What runtimes on Node have in common. */
export const onNode = (
  nodeMajor: NodeToolchain['nodeMajor'],
  runtime: BuiltConfig & Pick<NodeToolchain, 'packageManager'>,
): NodeToolchain & BuiltRuntime => ({
  nodeMajor,
  packageManager: runtime.packageManager,
  packageManagerVersion: packageManagerVersions[runtime.packageManager],
  ...runtimeBaseOf(runtime, versions.node[nodeMajor]),
});

/** The toolchain of a root where no component says which Node it wants. */
export const usualToolchain: NodeToolchain = {
  nodeMajor: 24,
  packageManager: usualPackageManager,
  packageManagerVersion: packageManagerVersions[usualPackageManager],
};
