import { versions } from '../versions.ts';

/** A package manager, by the name of its program. */
export type PackageManagerName = NodePackageManagerName | PythonPackageManagerName;
export type NodePackageManagerName = (typeof nodePackageManagerNames)[number];
export type PythonPackageManagerName = 'uv' | 'pip';

/** Those that install packages of Node. */
export const nodePackageManagerNames = ['npm', 'pnpm'] as const;

/** The one that comes with Node. */
export const usualPackageManager = 'npm' satisfies NodePackageManagerName;

/** Their exact versions; empty for those that come with the language. */
export const packageManagerVersions: Readonly<Record<PackageManagerName, string>> = {
  npm: '',
  pnpm: versions.pnpm,
  uv: versions.uv,
  pip: '',
};
