import type {
  NodePackageManagerName,
  PackageManagerName,
  PythonPackageManagerName,
} from '../../../plan/runtime/package-managers.ts';
import type { NodePackageManager, PackageManager, PythonPackageManager } from './contract.ts';
import { npm } from './npm.ts';
import { pip } from './pip.ts';
import { pnpm } from './pnpm.ts';
import { uv } from './uv.ts';

/** Those of Node, by name. */
export const nodePackageManagers: Readonly<Record<NodePackageManagerName, NodePackageManager>> = {
  npm,
  pnpm,
};

/** Those of Python, by name. */
export const pythonPackageManagers: Readonly<
  Record<PythonPackageManagerName, PythonPackageManager>
> = { uv, pip };

/** All of them, in the order in which documents and settings name them. */
export const packageManagers: Readonly<Record<PackageManagerName, PackageManager>> = {
  ...nodePackageManagers,
  ...pythonPackageManagers,
};
