import { entryAt } from '../../disk/entry-at.ts';
import { entriesAt } from '../../disk/folder-at.ts';
import { textAt } from '../../disk/text-at.ts';
import { nodePackageManagers } from '../../files/runtime/package-managers/index.ts';
import {
  nodePackageManagerNames,
  usualPackageManager,
  type NodePackageManagerName,
} from '../../plan/runtime/package-managers.ts';
import type { Answer } from '../../git/answer.ts';
import { filesOutsideOf } from '../../write/outside-checkout.ts';
import { remoteOf } from './first-commit.ts';
import { packageManagerOf } from './install.ts';
import type { FoundApplication } from './runtime.ts';
import { startedBy, type StartedBy } from './started-by.ts';

/** What is known about a service that shall be made in a folder, before anybody is asked. */
export interface FolderFacts {
  /** The GitHub repository that it is a clone of, as its https URL. */
  readonly remote: Answer<{ readonly url: string }>;
  /** An application that stands there already: none of ours is then put beside it. */
  readonly application: FoundApplication | undefined;
  /** Whether somebody has described the image already. */
  readonly hasDockerfile: boolean;
  /** The package manager that runs us. */
  readonly startedBy: StartedBy | undefined;
}

/** Looks around in a folder that may not exist yet. */
export function inspectFolder(root: string): FolderFacts {
  return {
    remote: remoteOf(root),
    application: hasApplication(root) ? { packageManager: packageManagerIn(root) } : undefined,
    hasDockerfile: entryAt(root, 'Dockerfile').kind !== 'absent',
    startedBy: startedBy(),
  };
}

/** What a new repository may hold before its application: hidden files, and pages about it. */
const noApplication = new RegExp(
  [
    String.raw`^\.`,
    '^(?:readme|licen[cs]e|notice|changelog|contributing)(?:\\.|$)',
    '^(?:code_of_conduct|security|codeowners)(?:\\.|$)',
    '^docs$',
    '^node_modules$',
  ].join('|'),
  'i',
);

const hasApplication = (root: string): boolean =>
  [
    ...entriesAt(root, '').map(({ name }) => name),
    ...filesOutsideOf(root).map((path) => path.replace(/\/.*/s, '')),
  ].some((name) => !noApplication.test(name));

/**
 * The one whose lockfile is there, or which package.json asks for; nothing where neither says one.
 * The usual one leaves its lockfile where another has taken over.
 */
function packageManagerIn(root: string): NodePackageManagerName | undefined {
  const locked = nodePackageManagerNames.filter(
    (name) => entryAt(root, nodePackageManagers[name].lockfile).kind !== 'absent',
  );
  const manifest = textAt(root, 'package.json') ?? '';
  return (
    locked.find((name) => name !== usualPackageManager) ??
    (locked.length > 0 || manifest.includes('"packageManager"')
      ? packageManagerOf(manifest)
      : undefined)
  );
}
