import { versions } from '../versions.ts';

/** A package manager, by the name of its program. */
export type PackageManagerName = NodePackageManagerName | PythonPackageManagerName;
export type NodePackageManagerName = 'npm' | 'pnpm';
export type PythonPackageManagerName = 'uv' | 'pip';

/** Their exact versions; empty for those that come with the language. */
export const packageManagerVersions: Readonly<Record<PackageManagerName, string>> = {
  npm: '',
  pnpm: versions.pnpm,
  uv: versions.uv,
  pip: '',
};
