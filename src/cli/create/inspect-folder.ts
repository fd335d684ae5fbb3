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

/** What a folder says about the service that shall be made in it. */
export interface FolderFacts {
  /** The GitHub repository that it is a clone of, as its https URL. */
  readonly remote: Answer<{ readonly url: string }>;
  /** An application that stands there already: none of ours is then put beside it. */
  readonly application: FoundApplication | undefined;
}

/** Looks around in a folder that may not exist yet. */
export function inspectFolder(root: string): FolderFacts {
  return {
    remote: remoteOf(root),
    application: hasApplication(root) ? { packageManager: packageManagerIn(root) } : undefined,
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
 * The one whose lockfile is there, or which package.json asks for. The
 * usual one leaves its lockfile where another has taken over.
 */
function packageManagerIn(root: string): NodePackageManagerName {
  const isThere = (path: string): boolean => entryAt(root, path).kind !== 'absent';
  return (
    nodePackageManagerNames.find(
      (name) => name !== usualPackageManager && isThere(nodePackageManagers[name].lockfile),
    ) ?? packageManagerOf(textAt(root, 'package.json') ?? '')
  );
}
