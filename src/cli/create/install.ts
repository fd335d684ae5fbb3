import { spawnSync } from 'node:child_process';
import { failureText } from '../../disk/program-failure.ts';
import { textAt } from '../../disk/text-at.ts';
import {
  nodePackageManagerNames,
  usualPackageManager,
  type NodePackageManagerName,
} from '../../plan/runtime/package-managers.ts';

/** Installs the packages of a new service. Says what kept it from doing so. */
export function installPackages(root: string): string | undefined {
  const manifest = textAt(root, 'package.json');
  if (manifest === undefined) return undefined;
  const tool = packageManagerOf(manifest);
  const { status, ...ended } = spawnSync(tool, ['install'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (status === 0) return undefined;
  const reason = failureText(tool, ended).split('\n').slice(0, 3).join('\n');
  return `${tool} install failed; fix the problem and run it again:\n${reason}`;
}

/** The package manager that a package.json asks for. */
export const packageManagerOf = (manifest: string): NodePackageManagerName => {
  const [, asked] = /"packageManager":\s*"(\w+)@/.exec(manifest) ?? [];
  return nodePackageManagerNames.find((name) => name === asked) ?? usualPackageManager;
};
